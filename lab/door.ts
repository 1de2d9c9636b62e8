/** A way from this machine's browser to the lab's load balancer and CDN, which live in a network of their own. */
import { once } from "node:events";
import { connect, createServer, type Server } from "node:net";
import { join } from "node:path";

/** Where HTTPS is. Pages link to each other without a port. */
const PORT = 443;

/** In the lab's folder: where the load balancer and the CDN answer too, by the names that they are asked for. */
export const doorOf = (folder: string): string => join(folder, "door.sock");

/**
 * Makes `https://<domain>` and the CDN's name reachable on this machine, if they resolve to 127.0.0.1, as all names below
 * `localhost` do in browsers.
 * @throws Error if something else has the port
 */
export async function openDoor({ folder }: { readonly folder: string }): Promise<Server> {
    const server = createServer((incoming) => {
        const outgoing = connect(doorOf(folder));
        incoming.pipe(outgoing).pipe(incoming);
        for (const [one, other] of [
            [incoming, outgoing],
            [outgoing, incoming],
        ] as const) {
            one.on("error", () => other.destroy());
        }
    });
    server.listen(PORT, "127.0.0.1");
    try {
        await once(server, "listening");
    } catch (error) {
        const { code = "" } = error as NodeJS.ErrnoException;
        throw new Error(
            `Port ${PORT} of this machine is not free (${code}). See who has it (ss -ltnp 'sport = :${PORT}'), stop it, and try again.`,
            { cause: error },
        );
    }
    return server;
}
