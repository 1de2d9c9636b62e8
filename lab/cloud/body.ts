import type { IncomingMessage } from "node:http";

export async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
}

export const textOf = async (incoming: IncomingMessage): Promise<string> =>
    (await bodyOf(incoming)).toString();
