-- AlterTable
ALTER TABLE "ConfiguredAgent" ADD COLUMN     "drill" JSONB;
