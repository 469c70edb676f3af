import { networkInterfaces } from "node:os";
import { node, type Probe, perl, sees, systemCall, whether } from "./probe";

const connecting = (options: string) =>
  node(
    `require("node:net").connect(${options}).on("data", d => console.log(String(d))).on("error", e => console.log("HELD", e.code)).setTimeout(2000, () => { console.log("BREACH: no refusal"); process.exit() })`,
  );

const noTraffic = { none: "No traffic leaves this machine in a test." } as const;

function socketOf(
  name: string,
  family: number,
  type: number,
  protocol: number,
  control: Probe["control"],
): Probe {
  return {
    ...systemCall("socket", `${family}, ${type}, ${protocol}`),
    name: `socket of the family ${name}`,
    control,
  };
}

const address = Object.values(networkInterfaces())
  .flatMap((each) => each ?? [])
  .find(({ family, internal }) => family === "IPv4" && !internal)?.address;

export const network: readonly Probe[] = [
  {
    name: "TCP to a server on our loopback",
    command: connecting("+process.env.PORT, '127.0.0.1'"),
    control: "succeeds",
  },
  { name: "TCP to it over IPv6", command: connecting("+process.env.PORT, '::1'"), control: "succeeds" },
  {
    name: "TCP to it through the address that means any",
    command: connecting("+process.env.PORT, '0.0.0.0'"),
    control: "succeeds",
  },
  ...(address === undefined
    ? []
    : [
        {
          name: "TCP to this machine's own address",
          command: connecting(`+process.env.PORT, "${address}"`),
          control: "succeeds",
        } satisfies Probe,
      ]),
  {
    name: "HTTP with a proxy taken from the environment",
    command: node(
      `fetch("http://127.0.0.1:" + process.env.PORT).then(r => r.text()).then(console.log, e => console.log("HELD", e.cause && e.cause.code))`,
    ),
    control: "succeeds",
  },
  {
    name: "UDP to our loopback",
    command: perl(
      `use Socket; socket(my $s, PF_INET, SOCK_DGRAM, 17); send($s, "x", 0, sockaddr_in($ENV{UDP_PORT}, inet_aton("127.0.0.1"))); my $r = ""; vec($r, fileno($s), 1) = 1; my $n = select($r, undef, undef, 0.5); my $d = ""; recv($s, $d, 100, 0) if $n > 0; print "HELD $d";`,
    ),
    control: "succeeds",
  },
  {
    name: "a Unix socket that is a file of ours",
    command: connecting("process.env.SOCKET"),
    control: "succeeds",
  },
  {
    name: "a Unix socket with an abstract name",
    command: connecting("'\\0' + process.env.ABSTRACT"),
    control: "succeeds",
  },
  {
    name: "a route to anywhere",
    command: whether("[ $(wc -l < /proc/net/route) -gt 1 ]"),
    control: address === undefined ? { none: "This machine has no route itself." } : "succeeds",
  },
  {
    name: "an interface beside loopback",
    command: whether("grep -v lo: /proc/net/dev | grep -q :"),
    control: address === undefined ? { none: "This machine has none itself." } : "succeeds",
  },
  {
    name: "a name server",
    command: whether("grep -q nameserver /etc/resolv.conf"),
    control: { none: "Not every machine has one." },
  },
  {
    name: "the cloud's metadata address",
    command: connecting("80, '169.254.169.254'"),
    control: noTraffic,
  },
  {
    name: "a name of the public network",
    command: node(
      `require("node:dns").lookup("example.com", (e) => console.log(e ? "HELD " + e.code : "BREACH"))`,
    ),
    control: noTraffic,
  },
  {
    name: "the list of our listening ports",
    command: whether('grep -qi ":$(printf %04X $PORT) " /proc/net/tcp /proc/net/tcp6'),
    control: "succeeds",
  },
  {
    name: "catching this machine's packets on a port below 1024",
    command: whether(
      `perl -e 'use Socket; socket(my $s, PF_INET, SOCK_STREAM, 6); bind($s, sockaddr_in(7, INADDR_ANY)) or exit 1'`,
    ),
    control: "succeeds as root",
    asksKernel: true,
  },
  {
    name: "a raw socket",
    command: systemCall("socket", "2, 3, 1").command,
    control: "succeeds as root",
    asksKernel: true,
  },
  socketOf("AF_PACKET", 17, 3, 0, "succeeds as root"),
  socketOf("AF_NETLINK for kernel events", 16, 3, 15, "succeeds"),
  socketOf("AF_ALG", 38, 5, 0, { none: "Not in every kernel." }),
  socketOf("AF_VSOCK", 40, 1, 0, { none: "Not in every kernel." }),
  socketOf("AF_KEY", 15, 3, 2, { none: "Not in every kernel." }),
  socketOf("AF_XDP", 44, 3, 0, { none: "Not in every kernel." }),
  socketOf("AF_BLUETOOTH", 31, 5, 0, { none: "Not in every kernel." }),
];

const beside = "beside the model endpoint, ";
const modelAnswers = { none: "The wall is the endpoint itself." } as const;

export const endpoint: readonly Probe[] = [
  {
    name: `${beside}another port of our loopback`,
    command: connecting("+process.env.PORT, '127.0.0.1'"),
    control: "succeeds",
    withEndpoint: true,
  },
  {
    name: `${beside}a tunnel asked of it`,
    command: node(
      `const s = require("node:net").connect(+process.env.MODEL_PORT, "127.0.0.1"); s.end("CONNECT 127.0.0.1:" + process.env.PORT + " HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n"); s.on("data", d => console.log(String(d))).on("close", () => console.log("HELD"))`,
    ),
    control: modelAnswers,
    withEndpoint: true,
  },
  {
    name: `${beside}another socket put in its place`,
    command: whether(
      'door=$(find /run -name model.sock) && [ -n "$door" ] && { rm "$door" || ln -sf "$SOCKET" "$door" || mv "$door" /run/x; }',
    ),
    control: modelAnswers,
    withEndpoint: true,
  },
  {
    name: `${beside}the folder in which it lies on our side`,
    command: sees("/tmp/regreen-endpoint-*/model.sock"),
    control: modelAnswers,
    withEndpoint: true,
  },
];
