-- CreateTable
CREATE TABLE "User" (
    "id" TEXT NOT NULL,
    "name" TEXT,
    "email" TEXT,
    "emailVerified" TIMESTAMP(3),
    "image" TEXT,
    "githubUserId" BIGINT,
    "login" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Account" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "providerAccountId" TEXT NOT NULL,
    "refresh_token" TEXT,
    "access_token" TEXT,
    "expires_at" INTEGER,
    "refresh_token_expires_in" INTEGER,
    "token_type" TEXT,
    "scope" TEXT,
    "id_token" TEXT,
    "session_state" TEXT,

    CONSTRAINT "Account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" TEXT NOT NULL,
    "sessionToken" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "expires" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "VerificationToken" (
    "identifier" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "expires" TIMESTAMP(3) NOT NULL
);

-- CreateTable
CREATE TABLE "Organization" (
    "id" TEXT NOT NULL,
    "githubAccountId" BIGINT NOT NULL,
    "login" TEXT NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'Organization',
    "avatarUrl" TEXT,
    "installationId" BIGINT NOT NULL,
    "suspendedAt" TIMESTAMP(3),
    "removedAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Organization_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OrganizationSettings" (
    "organizationId" TEXT NOT NULL,
    "automaticRepair" BOOLEAN,
    "mode" TEXT,
    "attemptLimit" INTEGER,
    "loopIntervalMinutes" INTEGER,
    "settleSeconds" INTEGER,
    "agents" JSONB,
    "budgetMinutes" INTEGER,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "OrganizationSettings_pkey" PRIMARY KEY ("organizationId")
);

-- CreateTable
CREATE TABLE "Membership" (
    "organizationId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "checkedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Membership_pkey" PRIMARY KEY ("organizationId","userId")
);

-- CreateTable
CREATE TABLE "Repository" (
    "id" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "githubRepositoryId" BIGINT NOT NULL,
    "owner" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "defaultBranch" TEXT NOT NULL DEFAULT 'main',
    "private" BOOLEAN NOT NULL DEFAULT true,
    "archivedAt" TIMESTAMP(3),
    "removedAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Repository_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RepositorySettings" (
    "repositoryId" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "automaticRepair" BOOLEAN,
    "mode" TEXT,
    "attemptLimit" INTEGER,
    "loopIntervalMinutes" INTEGER,
    "settleSeconds" INTEGER,
    "agents" JSONB,
    "budgetMinutes" INTEGER,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "RepositorySettings_pkey" PRIMARY KEY ("repositoryId")
);

-- CreateTable
CREATE TABLE "SettingChange" (
    "id" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "repositoryId" TEXT,
    "actorLogin" TEXT NOT NULL,
    "setting" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SettingChange_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PullRequest" (
    "id" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "repositoryId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "authorLogin" TEXT NOT NULL,
    "headRef" TEXT NOT NULL,
    "headSha" TEXT NOT NULL,
    "headRepositoryId" BIGINT,
    "baseRef" TEXT NOT NULL,
    "baseSha" TEXT NOT NULL,
    "draft" BOOLEAN NOT NULL DEFAULT false,
    "closedAt" TIMESTAMP(3),
    "mergedAt" TIMESTAMP(3),
    "repairsStoppedAt" TIMESTAMP(3),
    "repairsStoppedBy" TEXT,
    "githubUpdatedAt" TIMESTAMP(3) NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "PullRequest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Delivery" (
    "id" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "deliveryId" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "action" TEXT,
    "installationId" BIGINT,
    "payload" JSONB NOT NULL,
    "outcome" TEXT NOT NULL DEFAULT 'accepted',
    "reason" TEXT,
    "receivedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "handledAt" TIMESTAMP(3),

    CONSTRAINT "Delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CiRun" (
    "id" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "repositoryId" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "runAttempt" INTEGER NOT NULL DEFAULT 1,
    "name" TEXT NOT NULL,
    "headSha" TEXT NOT NULL,
    "headBranch" TEXT,
    "event" TEXT,
    "status" TEXT NOT NULL,
    "conclusion" TEXT,
    "url" TEXT,
    "jobs" JSONB NOT NULL DEFAULT '[]',
    "startedAt" TIMESTAMP(3),
    "completedAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CiRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TestOutcome" (
    "organizationId" TEXT NOT NULL,
    "repositoryId" TEXT NOT NULL,
    "ciRunId" TEXT NOT NULL,
    "test" TEXT NOT NULL,
    "headSha" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "observedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "TestOutcome_pkey" PRIMARY KEY ("organizationId","ciRunId","test")
);

-- CreateTable
CREATE TABLE "Refusal" (
    "id" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "repositoryId" TEXT,
    "pullRequestId" TEXT,
    "headSha" TEXT NOT NULL,
    "trigger" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Refusal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RepairLoop" (
    "id" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "repositoryId" TEXT NOT NULL,
    "pullRequestId" TEXT NOT NULL,
    "openPullRequestId" TEXT,
    "headSha" TEXT NOT NULL,
    "trigger" TEXT NOT NULL,
    "failingRunIds" JSONB NOT NULL DEFAULT '[]',
    "state" TEXT NOT NULL DEFAULT 'collecting',
    "fence" INTEGER NOT NULL DEFAULT 0,
    "attempt" INTEGER NOT NULL DEFAULT 1,
    "attemptsSpent" INTEGER NOT NULL DEFAULT 0,
    "attemptLimit" INTEGER NOT NULL,
    "rerunsAsked" INTEGER NOT NULL DEFAULT 0,
    "outcome" TEXT,
    "endReason" TEXT,
    "category" TEXT,
    "intermittent" BOOLEAN NOT NULL DEFAULT false,
    "fingerprint" TEXT,
    "proof" JSONB,
    "repairBranch" TEXT,
    "repairHeadSha" TEXT,
    "repairPullRequestNumber" INTEGER,
    "repairPullRequestUrl" TEXT,
    "commentId" BIGINT,
    "checkRunId" BIGINT,
    "deadlineAt" TIMESTAMP(3) NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "progressedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMP(3),

    CONSTRAINT "RepairLoop_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Evidence" (
    "id" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "loopId" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "headSha" TEXT NOT NULL,
    "document" JSONB NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Evidence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Brief" (
    "id" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "loopId" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "schemaVersion" INTEGER NOT NULL,
    "document" JSONB NOT NULL,
    "grade" TEXT NOT NULL,
    "missing" JSONB NOT NULL DEFAULT '[]',
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Brief_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Attempt" (
    "id" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "loopId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "baseSha" TEXT NOT NULL,
    "agent" TEXT,
    "patch" JSONB,
    "patchText" TEXT,
    "gate" JSONB,
    "localProof" JSONB,
    "commitSha" TEXT,
    "publishedAt" TIMESTAMP(3),
    "validation" JSONB,
    "validationOutcome" TEXT,
    "outcome" TEXT,
    "reason" TEXT,
    "startedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMP(3),

    CONSTRAINT "Attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AgentSession" (
    "id" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "loopId" TEXT NOT NULL,
    "attemptId" TEXT NOT NULL,
    "workflow" TEXT NOT NULL DEFAULT 'ci-fix',
    "agent" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'IDLE',
    "notes" TEXT,
    "transcript" JSONB NOT NULL DEFAULT '[]',
    "usage" JSONB,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "startedAt" TIMESTAMP(3),
    "endedAt" TIMESTAMP(3),

    CONSTRAINT "AgentSession_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TimelineEntry" (
    "id" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "loopId" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "stage" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "reason" TEXT,
    "detail" JSONB,
    "startedAt" TIMESTAMP(3) NOT NULL,
    "endedAt" TIMESTAMP(3),

    CONSTRAINT "TimelineEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Intent" (
    "id" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "loopId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "naturalKey" TEXT NOT NULL,
    "fence" INTEGER NOT NULL,
    "result" JSONB,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "doneAt" TIMESTAMP(3),

    CONSTRAINT "Intent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Escalation" (
    "id" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "loopId" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "document" JSONB NOT NULL,
    "takenByLogin" TEXT,
    "takenAt" TIMESTAMP(3),
    "closedAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Escalation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FollowUpTask" (
    "id" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "loopId" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL DEFAULT 1,
    "status" TEXT NOT NULL DEFAULT 'scheduled',
    "scheduledFor" TIMESTAMP(3) NOT NULL,
    "document" JSONB NOT NULL,
    "result" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "executedAt" TIMESTAMP(3),
    "endedAt" TIMESTAMP(3),
    "cancelledBy" TEXT,

    CONSTRAINT "FollowUpTask_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AttemptRecord" (
    "organizationId" TEXT NOT NULL,
    "loopId" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "document" JSONB NOT NULL,
    "recordedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "AttemptRecord_pkey" PRIMARY KEY ("organizationId","loopId","attempt")
);

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE UNIQUE INDEX "User_githubUserId_key" ON "User"("githubUserId");

-- CreateIndex
CREATE INDEX "Account_userId_idx" ON "Account"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "Account_provider_providerAccountId_key" ON "Account"("provider", "providerAccountId");

-- CreateIndex
CREATE UNIQUE INDEX "Session_sessionToken_key" ON "Session"("sessionToken");

-- CreateIndex
CREATE INDEX "Session_userId_idx" ON "Session"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "VerificationToken_token_key" ON "VerificationToken"("token");

-- CreateIndex
CREATE UNIQUE INDEX "VerificationToken_identifier_token_key" ON "VerificationToken"("identifier", "token");

-- CreateIndex
CREATE UNIQUE INDEX "Organization_githubAccountId_key" ON "Organization"("githubAccountId");

-- CreateIndex
CREATE UNIQUE INDEX "Organization_installationId_key" ON "Organization"("installationId");

-- CreateIndex
CREATE INDEX "Organization_login_idx" ON "Organization"("login");

-- CreateIndex
CREATE INDEX "Membership_userId_idx" ON "Membership"("userId");

-- CreateIndex
CREATE INDEX "Repository_organizationId_name_idx" ON "Repository"("organizationId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "Repository_organizationId_githubRepositoryId_key" ON "Repository"("organizationId", "githubRepositoryId");

-- CreateIndex
CREATE INDEX "RepositorySettings_organizationId_idx" ON "RepositorySettings"("organizationId");

-- CreateIndex
CREATE INDEX "SettingChange_organizationId_createdAt_idx" ON "SettingChange"("organizationId", "createdAt");

-- CreateIndex
CREATE INDEX "PullRequest_organizationId_repositoryId_headSha_idx" ON "PullRequest"("organizationId", "repositoryId", "headSha");

-- CreateIndex
CREATE UNIQUE INDEX "PullRequest_organizationId_repositoryId_number_key" ON "PullRequest"("organizationId", "repositoryId", "number");

-- CreateIndex
CREATE INDEX "Delivery_outcome_receivedAt_idx" ON "Delivery"("outcome", "receivedAt");

-- CreateIndex
CREATE UNIQUE INDEX "Delivery_provider_deliveryId_key" ON "Delivery"("provider", "deliveryId");

-- CreateIndex
CREATE INDEX "CiRun_organizationId_repositoryId_headSha_idx" ON "CiRun"("organizationId", "repositoryId", "headSha");

-- CreateIndex
CREATE INDEX "CiRun_organizationId_completedAt_idx" ON "CiRun"("organizationId", "completedAt");

-- CreateIndex
CREATE UNIQUE INDEX "CiRun_organizationId_provider_externalId_runAttempt_key" ON "CiRun"("organizationId", "provider", "externalId", "runAttempt");

-- CreateIndex
CREATE INDEX "TestOutcome_organizationId_repositoryId_test_observedAt_idx" ON "TestOutcome"("organizationId", "repositoryId", "test", "observedAt");

-- CreateIndex
CREATE INDEX "Refusal_organizationId_createdAt_idx" ON "Refusal"("organizationId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Refusal_organizationId_trigger_code_key" ON "Refusal"("organizationId", "trigger", "code");

-- CreateIndex
CREATE UNIQUE INDEX "RepairLoop_openPullRequestId_key" ON "RepairLoop"("openPullRequestId");

-- CreateIndex
CREATE INDEX "RepairLoop_organizationId_createdAt_idx" ON "RepairLoop"("organizationId", "createdAt");

-- CreateIndex
CREATE INDEX "RepairLoop_organizationId_state_progressedAt_idx" ON "RepairLoop"("organizationId", "state", "progressedAt");

-- CreateIndex
CREATE INDEX "RepairLoop_organizationId_fingerprint_idx" ON "RepairLoop"("organizationId", "fingerprint");

-- CreateIndex
CREATE UNIQUE INDEX "RepairLoop_organizationId_pullRequestId_headSha_trigger_key" ON "RepairLoop"("organizationId", "pullRequestId", "headSha", "trigger");

-- CreateIndex
CREATE UNIQUE INDEX "Evidence_organizationId_loopId_attempt_key" ON "Evidence"("organizationId", "loopId", "attempt");

-- CreateIndex
CREATE UNIQUE INDEX "Brief_organizationId_loopId_attempt_key" ON "Brief"("organizationId", "loopId", "attempt");

-- CreateIndex
CREATE INDEX "Attempt_organizationId_startedAt_idx" ON "Attempt"("organizationId", "startedAt");

-- CreateIndex
CREATE UNIQUE INDEX "Attempt_organizationId_loopId_number_key" ON "Attempt"("organizationId", "loopId", "number");

-- CreateIndex
CREATE INDEX "AgentSession_organizationId_loopId_status_idx" ON "AgentSession"("organizationId", "loopId", "status");

-- CreateIndex
CREATE UNIQUE INDEX "AgentSession_organizationId_attemptId_agent_key" ON "AgentSession"("organizationId", "attemptId", "agent");

-- CreateIndex
CREATE INDEX "TimelineEntry_organizationId_loopId_startedAt_idx" ON "TimelineEntry"("organizationId", "loopId", "startedAt");

-- CreateIndex
CREATE UNIQUE INDEX "TimelineEntry_organizationId_loopId_key_key" ON "TimelineEntry"("organizationId", "loopId", "key");

-- CreateIndex
CREATE INDEX "Intent_organizationId_loopId_idx" ON "Intent"("organizationId", "loopId");

-- CreateIndex
CREATE UNIQUE INDEX "Intent_organizationId_naturalKey_key" ON "Intent"("organizationId", "naturalKey");

-- CreateIndex
CREATE UNIQUE INDEX "Escalation_loopId_key" ON "Escalation"("loopId");

-- CreateIndex
CREATE INDEX "Escalation_organizationId_state_createdAt_idx" ON "Escalation"("organizationId", "state", "createdAt");

-- CreateIndex
CREATE INDEX "FollowUpTask_organizationId_status_scheduledFor_idx" ON "FollowUpTask"("organizationId", "status", "scheduledFor");

-- CreateIndex
CREATE UNIQUE INDEX "FollowUpTask_organizationId_loopId_sequence_key" ON "FollowUpTask"("organizationId", "loopId", "sequence");

-- CreateIndex
CREATE INDEX "AttemptRecord_organizationId_recordedAt_idx" ON "AttemptRecord"("organizationId", "recordedAt");

-- AddForeignKey
ALTER TABLE "Account" ADD CONSTRAINT "Account_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OrganizationSettings" ADD CONSTRAINT "OrganizationSettings_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Repository" ADD CONSTRAINT "Repository_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RepositorySettings" ADD CONSTRAINT "RepositorySettings_repositoryId_fkey" FOREIGN KEY ("repositoryId") REFERENCES "Repository"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SettingChange" ADD CONSTRAINT "SettingChange_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PullRequest" ADD CONSTRAINT "PullRequest_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PullRequest" ADD CONSTRAINT "PullRequest_repositoryId_fkey" FOREIGN KEY ("repositoryId") REFERENCES "Repository"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CiRun" ADD CONSTRAINT "CiRun_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CiRun" ADD CONSTRAINT "CiRun_repositoryId_fkey" FOREIGN KEY ("repositoryId") REFERENCES "Repository"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TestOutcome" ADD CONSTRAINT "TestOutcome_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TestOutcome" ADD CONSTRAINT "TestOutcome_ciRunId_fkey" FOREIGN KEY ("ciRunId") REFERENCES "CiRun"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Refusal" ADD CONSTRAINT "Refusal_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RepairLoop" ADD CONSTRAINT "RepairLoop_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RepairLoop" ADD CONSTRAINT "RepairLoop_repositoryId_fkey" FOREIGN KEY ("repositoryId") REFERENCES "Repository"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RepairLoop" ADD CONSTRAINT "RepairLoop_pullRequestId_fkey" FOREIGN KEY ("pullRequestId") REFERENCES "PullRequest"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RepairLoop" ADD CONSTRAINT "RepairLoop_openPullRequestId_fkey" FOREIGN KEY ("openPullRequestId") REFERENCES "PullRequest"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Evidence" ADD CONSTRAINT "Evidence_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Evidence" ADD CONSTRAINT "Evidence_loopId_fkey" FOREIGN KEY ("loopId") REFERENCES "RepairLoop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Brief" ADD CONSTRAINT "Brief_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Brief" ADD CONSTRAINT "Brief_loopId_fkey" FOREIGN KEY ("loopId") REFERENCES "RepairLoop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attempt" ADD CONSTRAINT "Attempt_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attempt" ADD CONSTRAINT "Attempt_loopId_fkey" FOREIGN KEY ("loopId") REFERENCES "RepairLoop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AgentSession" ADD CONSTRAINT "AgentSession_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AgentSession" ADD CONSTRAINT "AgentSession_loopId_fkey" FOREIGN KEY ("loopId") REFERENCES "RepairLoop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AgentSession" ADD CONSTRAINT "AgentSession_attemptId_fkey" FOREIGN KEY ("attemptId") REFERENCES "Attempt"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TimelineEntry" ADD CONSTRAINT "TimelineEntry_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TimelineEntry" ADD CONSTRAINT "TimelineEntry_loopId_fkey" FOREIGN KEY ("loopId") REFERENCES "RepairLoop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Intent" ADD CONSTRAINT "Intent_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Intent" ADD CONSTRAINT "Intent_loopId_fkey" FOREIGN KEY ("loopId") REFERENCES "RepairLoop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Escalation" ADD CONSTRAINT "Escalation_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Escalation" ADD CONSTRAINT "Escalation_loopId_fkey" FOREIGN KEY ("loopId") REFERENCES "RepairLoop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FollowUpTask" ADD CONSTRAINT "FollowUpTask_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FollowUpTask" ADD CONSTRAINT "FollowUpTask_loopId_fkey" FOREIGN KEY ("loopId") REFERENCES "RepairLoop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AttemptRecord" ADD CONSTRAINT "AttemptRecord_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AttemptRecord" ADD CONSTRAINT "AttemptRecord_loopId_fkey" FOREIGN KEY ("loopId") REFERENCES "RepairLoop"("id") ON DELETE CASCADE ON UPDATE CASCADE;
