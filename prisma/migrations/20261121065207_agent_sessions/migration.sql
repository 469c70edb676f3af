-- DropIndex
DROP INDEX "AgentSession_organizationId_attemptId_agent_key";

-- AlterTable
ALTER TABLE "AgentSession" DROP COLUMN "transcript",
DROP COLUMN "usage",
ADD COLUMN     "fence" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "model" TEXT,
ADD COLUMN     "modelSource" TEXT,
ADD COLUMN     "pullRequestId" TEXT,
ADD COLUMN     "runningPullRequestId" TEXT,
ADD COLUMN     "stopRequestedBy" TEXT;

-- CreateTable
CREATE TABLE "AgentTurn" (
    "id" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "sessionId" TEXT NOT NULL,
    "attemptId" TEXT NOT NULL,
    "transcript" JSONB NOT NULL DEFAULT '[]',
    "notes" TEXT,
    "report" TEXT,
    "toolCalls" INTEGER NOT NULL DEFAULT 0,
    "requests" INTEGER NOT NULL DEFAULT 0,
    "inputTokens" INTEGER NOT NULL DEFAULT 0,
    "outputTokens" INTEGER NOT NULL DEFAULT 0,
    "usd" DOUBLE PRECISION,
    "startedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMP(3),

    CONSTRAINT "AgentTurn_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SessionMessage" (
    "id" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "sessionId" TEXT NOT NULL,
    "byLogin" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deliveredAt" TIMESTAMP(3),

    CONSTRAINT "SessionMessage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ConfiguredAgent" (
    "id" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "options" JSONB NOT NULL,
    "secretSealed" TEXT,
    "createdByLogin" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ConfiguredAgent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BudgetSettings" (
    "organizationId" TEXT NOT NULL,
    "repositoryId" TEXT NOT NULL DEFAULT '',
    "limits" JSONB NOT NULL,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "BudgetSettings_pkey" PRIMARY KEY ("organizationId","repositoryId")
);

-- CreateIndex
CREATE INDEX "AgentTurn_organizationId_startedAt_idx" ON "AgentTurn"("organizationId", "startedAt");

-- CreateIndex
CREATE INDEX "AgentTurn_organizationId_attemptId_idx" ON "AgentTurn"("organizationId", "attemptId");

-- CreateIndex
CREATE INDEX "AgentTurn_organizationId_sessionId_idx" ON "AgentTurn"("organizationId", "sessionId");

-- CreateIndex
CREATE INDEX "SessionMessage_organizationId_sessionId_createdAt_idx" ON "SessionMessage"("organizationId", "sessionId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "ConfiguredAgent_organizationId_name_key" ON "ConfiguredAgent"("organizationId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "AgentSession_runningPullRequestId_key" ON "AgentSession"("runningPullRequestId");

-- CreateIndex
CREATE INDEX "AgentSession_organizationId_pullRequestId_agent_createdAt_idx" ON "AgentSession"("organizationId", "pullRequestId", "agent", "createdAt");

-- AddForeignKey
ALTER TABLE "AgentTurn" ADD CONSTRAINT "AgentTurn_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AgentTurn" ADD CONSTRAINT "AgentTurn_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "AgentSession"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AgentTurn" ADD CONSTRAINT "AgentTurn_attemptId_fkey" FOREIGN KEY ("attemptId") REFERENCES "Attempt"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SessionMessage" ADD CONSTRAINT "SessionMessage_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SessionMessage" ADD CONSTRAINT "SessionMessage_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "AgentSession"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ConfiguredAgent" ADD CONSTRAINT "ConfiguredAgent_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BudgetSettings" ADD CONSTRAINT "BudgetSettings_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;
