-- CreateTable
CREATE TABLE "GitHubApp" (
    "id" TEXT NOT NULL DEFAULT 'this',
    "appId" BIGINT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "ownerLogin" TEXT NOT NULL,
    "ownerKind" TEXT NOT NULL,
    "clientId" TEXT NOT NULL,
    "privateKeySealed" TEXT NOT NULL,
    "clientSecretSealed" TEXT NOT NULL,
    "webhookSecretSealed" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "GitHubApp_pkey" PRIMARY KEY ("id")
);
