-- AlterTable
ALTER TABLE "AgentSession" ADD COLUMN     "modelProtocol" TEXT;

-- AlterTable
ALTER TABLE "AgentTurn" ADD COLUMN     "minutesMax" DOUBLE PRECISION;
