-- AlterTable
ALTER TABLE "OrganizationSettings" ADD COLUMN     "weakeningsMax" INTEGER;

-- AlterTable
ALTER TABLE "RepositorySettings" ADD COLUMN     "weakeningsMax" INTEGER;
