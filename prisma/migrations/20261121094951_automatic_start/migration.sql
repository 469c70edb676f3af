-- AlterTable
ALTER TABLE "OrganizationSettings" ADD COLUMN     "automaticStart" BOOLEAN;

-- AlterTable
ALTER TABLE "RepairLoop" ADD COLUMN     "startBy" TIMESTAMP(3),
ADD COLUMN     "startedByLogin" TEXT;

-- AlterTable
ALTER TABLE "RepositorySettings" ADD COLUMN     "automaticStart" BOOLEAN;
