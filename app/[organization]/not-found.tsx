import { Message } from "@/components/message";

export default function NotFound() {
  return (
    <Message framed title="Not found" code="404">
      There is nothing here, or not any more. Check the address, or go on in one of the rooms beside this.
    </Message>
  );
}
