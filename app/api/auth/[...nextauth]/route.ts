import NextAuth from "next-auth";
import { authOptions } from "@/lib/auth/auth-options";

interface AuthRouteContext {
  params: Promise<{ nextauth: string[] }>;
}

async function handle(request: Request, context: AuthRouteContext): Promise<Response> {
  return NextAuth(request as never, context as never, await authOptions());
}

export { handle as GET, handle as POST };
