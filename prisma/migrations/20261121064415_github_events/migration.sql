-- AlterTable
ALTER TABLE "OrganizationSettings" ADD COLUMN     "blockingLabel" TEXT,
ADD COLUMN     "ignoredChecks" JSONB,
ADD COLUMN     "paths" JSONB,
ADD COLUMN     "requiredLabel" TEXT;

-- AlterTable
ALTER TABLE "PullRequest" ADD COLUMN     "headPusherLogin" TEXT,
ADD COLUMN     "labels" JSONB NOT NULL DEFAULT '[]';

-- AlterTable
ALTER TABLE "RepairLoop" ADD COLUMN     "appliesAttemptId" TEXT;

-- AlterTable
ALTER TABLE "RepositorySettings" ADD COLUMN     "blockingLabel" TEXT,
ADD COLUMN     "ignoredChecks" JSONB,
ADD COLUMN     "paths" JSONB,
ADD COLUMN     "requiredLabel" TEXT;

-- CreateTable
CREATE TABLE "Redelivery" (
    "guid" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "asked" INTEGER NOT NULL DEFAULT 0,
    "lastAskedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Redelivery_pkey" PRIMARY KEY ("guid")
);

-- CreateTable
CREATE TABLE "Cursor" (
    "name" TEXT NOT NULL,
    "position" TEXT NOT NULL,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Cursor_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE INDEX "Redelivery_lastAskedAt_idx" ON "Redelivery"("lastAskedAt");
