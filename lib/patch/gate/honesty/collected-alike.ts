/** How runners find a file by its name: what stands before and behind the name proper. */
const forms = [
  /^(test[_-]).*(\.[a-z]+)$/,
  /^(Test)[A-Z]\w*(\.[a-z]+)$/,
  /^()[^.].*?([._-](?:test|tests|spec|specs|e2e|it)\.[a-z]+)$/,
  /^()\w*?((?:TestCase|Tests|Test|Spec|IT|Suite)\.[a-z]+)$/,
  /^()[^.]*(\.bats|_spec\.rb|_test\.[a-z]+)$/,
];
const testFolder = /^(?:tests?|__tests__|specs?|e2e)$/;
/** Folders that nobody runs. */
const asideFolder =
  /disabled|skip|^old$|archive|legacy|^wip$|pending|ignore|quarantine|broken|manual|flaky|deprecated|^todo|draft|backup|attic|trash|unused/i;
/** `relay_plan9_test.go` is compiled for that system alone: https://pkg.go.dev/cmd/go#hdr-Build_constraints */
const systemOfGo =
  /_(?:aix|android|darwin|dragonfly|freebsd|illumos|ios|js|linux|netbsd|openbsd|plan9|solaris|wasip1|windows|386|amd64|arm|arm64|loong64|mips|mipsle|mips64|mips64le|ppc64|ppc64le|riscv64|s390x|wasm)_test\.go$/;

function formOf(name: string): string | null {
  for (const form of forms) {
    const found = form.exec(name);
    if (found !== null) return `${found[1]}…${found[2]}`;
  }
  return null;
}

function folders(path: string): string[] {
  return path.split("/").slice(0, -1);
}

/** Whether a runner that found the one file would find the other, as far as their names tell. */
export function collectedAlike(from: string, to: string): boolean {
  const [nameFrom = "", nameTo = ""] = [from, to].map((path) => path.slice(path.lastIndexOf("/") + 1));
  const form = formOf(nameFrom);
  if (form === null || form !== formOf(nameTo)) return false;
  if (systemOfGo.test(nameTo) && !systemOfGo.test(nameFrom)) return false;
  const had = new Set(folders(from));
  if (folders(to).some((folder) => asideFolder.test(folder) && !had.has(folder))) return false;
  const root = folders(from).find((folder) => testFolder.test(folder));
  return root === undefined || folders(to).includes(root);
}
