/** One connection of an organization to a provider, as it may be used for one call. */
export interface TokenAccess {
  connectionId: string;
  token: string;
  /** As the person set them when connecting; each provider has its own schema for them. */
  settings: unknown;
  /** Login of who connected. */
  addedBy: string;
}

/** How a provider comes to its tokens: handed in, never looked up. */
export interface TokenConnections {
  /** The usable connections of one organization, oldest first; those whose settings are not `wanted` stay sealed. */
  open(organizationId: string, wanted?: (settings: unknown) => boolean): Promise<TokenAccess[]>;
  /** The provider refused a connection's token: it is not to be tried again. */
  refused(organizationId: string, connectionId: string, reason: string): Promise<void>;
}
