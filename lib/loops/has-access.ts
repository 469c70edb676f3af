/** Whether the app may still see and change anything of a loop's repository, as far as our rows know. */
export function hasAccess({
  organization,
  repository,
}: {
  organization: { suspendedAt: Date | null; removedAt: Date | null };
  repository: { removedAt: Date | null; archivedAt: Date | null };
}): boolean {
  return (
    organization.suspendedAt === null &&
    organization.removedAt === null &&
    repository.removedAt === null &&
    repository.archivedAt === null
  );
}
