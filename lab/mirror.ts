/** A Debian mirror for machines without a network: it listens on a Unix socket and caches packages on disk. */
import { createHash } from "node:crypto";
import { createReadStream, createWriteStream, existsSync, mkdirSync, renameSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { request } from "node:https";
import { join } from "node:path";
import { DEBIAN } from "../debian/sources";
import { cacheFolder } from "../system/cache";
import { ADDRESSES } from "./network";

export const MIRROR = DEBIAN.primary.hostname;

export function debianMirror(socket: string): Server {
    const kept = cacheFolder("debian");
    mkdirSync(kept, { recursive: true });
    return createServer((incoming, outgoing) => {
        const path = incoming.url ?? "/";
        const file = join(kept, createHash("sha256").update(path).digest("hex"));
        if (existsSync(file)) {
            outgoing.writeHead(200);
            createReadStream(file).pipe(outgoing);
        } else {
            fetch(path, incoming, outgoing, file);
        }
    }).listen(socket);
}

interface MirrorArgs {
    readonly folder: string;
    /** The socket of {@link debianMirror}. */
    readonly socket: string;
    /** PEM files. */
    readonly certificate: string;
    readonly key: string;
}

/**
 * Configuration of Nginx in front of the mirror. apt pipelines many requests on one connection. Node's TLS server
 * sometimes closes such a connection while it sends large answers ("Parse Error: Paused").
 */
export const mirrorConfiguration = ({ folder, socket, certificate, key }: MirrorArgs): string => `
daemon off;
# One process, so that killing it leaves nothing running.
master_process off;
pid ${folder}/mirror.pid;
events {}
http {
    access_log off;
    proxy_temp_path ${folder}/mirror-answers;
    server {
        listen ${ADDRESSES.mirror}:443 ssl;
        ssl_certificate ${certificate};
        ssl_certificate_key ${key};
        location / {
            proxy_pass http://unix:${socket};
        }
    }
}
`;

/** A package never changes under its path. Package lists do, so they are fetched each time. */
const isLasting = (path: string): boolean => path.endsWith(".deb") || path.includes("/by-hash/");

function fetch(path: string, incoming: IncomingMessage, outgoing: ServerResponse, file: string): void {
    const headers = { ...incoming.headers, host: MIRROR, connection: "close" };
    const asked = request({ host: MIRROR, path, method: incoming.method, headers });
    asked.on("response", (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
        if (answer.statusCode === 200 && isLasting(path)) {
            const partial = `${file}.${process.pid}.${Math.random()}`;
            answer.pipe(createWriteStream(partial)).on("finish", () => {
                if (answer.complete) {
                    renameSync(partial, file);
                }
            });
        }
    });
    asked.on("error", () => outgoing.destroy());
    incoming.pipe(asked);
}
