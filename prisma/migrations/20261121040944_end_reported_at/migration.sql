-- AlterTable
ALTER TABLE "RepairLoop" ADD COLUMN     "endReportedAt" TIMESTAMP(3);
