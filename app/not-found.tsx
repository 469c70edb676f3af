import type { Metadata } from "next";
import { Message } from "@/components/message";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <Message title="Not found" code="404">
      There is nothing here, or nothing that you may see. Check the address, or ask an owner of the
      organization to add you on GitHub and sign in again.
    </Message>
  );
}
