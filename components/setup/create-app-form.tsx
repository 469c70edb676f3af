import { Button } from "../ui/button";
import { Card, CardHeader } from "../ui/card";
import { Input } from "../ui/input";
import { RelayHint } from "./relay-hint";

interface CreateAppFormProps {
  /** Host of this GitHub, such as github.com. */
  host: string;
  ownHookUrl: string;
  /** Whether GitHub could deliver to our own address. */
  reachable: boolean;
}

/** For whom the app is made. A plain form: it only leads to the page that shows what will be made. */
export function CreateAppForm({ host, ownHookUrl, reachable }: CreateAppFormProps) {
  return (
    <Card>
      <CardHeader title="Create the GitHub App" hint={`On ${host}, for this installation alone`} />
      <form action="/setup/create" className="space-y-4 p-4">
        <fieldset className="space-y-2">
          <legend className="mb-1 text-[13px] font-medium">Whose repositories?</legend>
          <label className="flex items-center gap-2 text-[13px]">
            <input type="radio" name="owner" value="organization" defaultChecked /> An organization's
          </label>
          <Input
            name="organization"
            aria-label="Name of the organization"
            placeholder="its name, as in github.com/NAME"
            autoComplete="off"
            maxLength={39}
            className="ml-5 w-64"
          />
          <label className="flex items-center gap-2 text-[13px]">
            <input type="radio" name="owner" value="person" /> My own
          </label>
          <p className="text-xs text-pretty text-muted-foreground">
            The app belongs to this account and is installed there. You must own it.
          </p>
        </fieldset>
        {!reachable && (
          <div className="space-y-1.5">
            <label htmlFor="relay" className="block text-[13px] font-medium">
              Relay address <span className="font-normal text-muted-foreground">(can come later)</span>
            </label>
            <Input
              id="relay"
              name="relay"
              inputMode="url"
              placeholder="https://…"
              aria-describedby="relay-hint"
            />
            <RelayHint id="relay-hint" ownHookUrl={ownHookUrl} />
          </div>
        )}
        <Button type="submit" variant="primary">
          Continue
        </Button>
      </form>
    </Card>
  );
}
