-- CreateTable
CREATE TABLE "AgentCallback" (
    "id" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "tokenSealed" TEXT NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "answer" TEXT,
    "answerDigest" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AgentCallback_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "AgentCallback_expiresAt_idx" ON "AgentCallback"("expiresAt");

-- AddForeignKey
ALTER TABLE "AgentCallback" ADD CONSTRAINT "AgentCallback_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;
