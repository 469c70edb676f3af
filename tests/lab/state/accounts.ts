export interface Account {
  id: number;
  login: string;
  type: "User" | "Organization" | "Bot";
  name: string;
  email: string;
  createdAt: string;
}

export interface Membership {
  organization: string;
  user: string;
  role: "admin" | "member";
}
