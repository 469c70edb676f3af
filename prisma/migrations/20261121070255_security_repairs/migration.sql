-- AlterTable
ALTER TABLE "OrganizationSettings" ADD COLUMN     "securityRepairs" TEXT;

-- AlterTable
ALTER TABLE "RepositorySettings" ADD COLUMN     "securityRepairs" TEXT;
