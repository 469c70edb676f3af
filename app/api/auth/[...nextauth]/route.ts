import NextAuth from "next-auth";
import { authOptions } from "@/lib/auth/auth-options";

interface AuthRouteContext {
  params: Promise<{ nextauth: string[] }>;
}

function handle(request: Request, context: AuthRouteContext): Promise<Response> {
  return NextAuth(request as never, context as never, authOptions());
}

export { handle as GET, handle as POST };
