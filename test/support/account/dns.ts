/** A name server on loopback that answers for a test's own zones. RFC 1035, and RFC 8659 for CAA. */
import { createSocket } from "node:dgram";
import { once } from "node:events";

/** `<type> <name>` → the answers: names for NS, `<tag> <value>` for CAA. */
export type Records = Readonly<Record<string, readonly string[]>>;

export interface NameServer {
    readonly address: string;
    records: Records;
    stop(): void;
}

const TYPES: Readonly<Record<number, string>> = { 2: "NS", 257: "CAA" };

const encodedName = (name: string): Buffer =>
    Buffer.concat([
        ...name.split(".").map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)])),
        Buffer.from([0]),
    ]);

function encodedData(type: string, value: string): Buffer {
    if (type === "NS") return encodedName(value);
    const [tag = "", ...text] = value.split(" ");
    return Buffer.concat([Buffer.from([0, tag.length]), Buffer.from(tag), Buffer.from(text.join(" "))]);
}

/** The name in the question, and where its type stands. */
function question(message: Buffer): { name: string; end: number } {
    const labels: string[] = [];
    let at = 12;
    for (let length = message[at] ?? 0; length > 0; length = message[at] ?? 0) {
        labels.push(message.toString("latin1", at + 1, at + 1 + length));
        at += length + 1;
    }
    return { name: labels.join(".").toLowerCase(), end: at + 1 };
}

function answerTo(message: Buffer, records: Records): Buffer {
    const { name, end } = question(message);
    const number = message.readUInt16BE(end);
    const type = TYPES[number] ?? "";
    const values = records[`${type} ${name}`] ?? [];
    const header = Buffer.from(message.subarray(0, 12));
    // A response, recursion available; NXDOMAIN only tells apart what nobody asks about.
    header.writeUInt16BE(0x8180, 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(values.length, 6);
    header.writeUInt32BE(0, 8);
    const answers = values.map((value) => {
        const data = encodedData(type, value);
        const fixed = Buffer.alloc(12);
        fixed.writeUInt16BE(0xc00c, 0);
        fixed.writeUInt16BE(number, 2);
        fixed.writeUInt16BE(1, 4);
        fixed.writeUInt32BE(60, 6);
        fixed.writeUInt16BE(data.length, 10);
        return Buffer.concat([fixed, data]);
    });
    return Buffer.concat([header, message.subarray(12, end + 4), ...answers]);
}

export async function startNameServer(records: Records = {}): Promise<NameServer> {
    const socket = createSocket("udp4");
    const server: NameServer = { address: "", records, stop: () => socket.close() };
    socket.on("message", (message, { port, address }) => {
        socket.send(answerTo(message, server.records), port, address);
    });
    socket.bind(0, "127.0.0.1");
    await once(socket, "listening");
    return Object.assign(server, { address: `127.0.0.1:${socket.address().port}` });
}
