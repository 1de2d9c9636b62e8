import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, readFileSync, renameSync, symlinkSync } from "node:fs";
import { createServer as createHttpServer, type IncomingHttpHeaders, type Server } from "node:http";
import { request } from "node:https";
import { createServer } from "node:net";
import { hostBundle, type BundleSettings } from "../../host/bundle";
import { HostRoot } from "./host-root";

const COLOURS = ["blue", "green"] as const;
export type Colour = (typeof COLOURS)[number];

export interface Answer {
    readonly status: number;
    readonly headers: IncomingHttpHeaders;
    readonly body: string;
}

export interface Question {
    readonly method?: string;
    readonly host?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: Buffer;
}

/**
 * Nginx with a host's own files. A server on Gunicorn's socket answers with the request's headers as JSON, and sets the
 * headers that `x-answer-with` asks for. Only paths, the port and the access log differ from a host.
 */
export class WebServer {
    private said = "";

    private constructor(
        readonly root: HostRoot,
        private readonly port: number,
        private readonly nginx: ChildProcess,
        private readonly applications: readonly Server[],
    ) {}

    static async start(settings: BundleSettings, serve: "release" | "no-release"): Promise<WebServer> {
        const root = new HostRoot();
        const port = await freePort();
        const place = (text: string): string =>
            text
                .replaceAll("listen 443", `listen ${port}`)
                .replace(/access_log syslog:\S+/, `access_log ${root.at("/access.log")}`)
                .replace(/(?<=[\s:])\/(etc\/nginx|run|srv)\//g, `${root.path}/$1/`)
                .replaceAll(`${root.path}/etc/nginx/mime.types`, "/etc/nginx/mime.types");
        for (const [path, text] of Object.entries(hostBundle(settings, "web").files)) {
            if (path.startsWith("etc/nginx/")) {
                root.write(path, place(text));
            }
        }
        root.write("/etc/nginx/hrms/debian-13.conf", "");
        for (const part of ["application", "health", "readiness"]) {
            const file = `/etc/nginx/hrms/${serve}/${part}.conf`;
            root.write(file.replace(serve, "serve"), readFileSync(root.at(file), "utf8"));
        }
        for (const name of ["app.css", "app.0123456789ab.css"]) {
            root.write(`/srv/hrms/current/static/${name}`, "body { color: black }\n".repeat(100));
        }
        root.write("/srv/hrms/current/static/.htpasswd", "canary");
        root.write("/srv/hrms/previous/static/former.css", "body { color: white }");
        root.write("/srv/hrms/previous/static/.htpasswd.old", "canary");
        root.write("/run/nginx/empty", "");
        makeCertificate(root);

        root.write("/run/hrms-release/empty", "");
        const applications = await Promise.all(COLOURS.map((colour) => listen(root, colour)));

        // Started as root, Nginx would run as nobody, who cannot write to Debian's directories for request bodies.
        const user = process.getuid?.() === 0 ? "user root; " : "";
        const nginx = spawn(
            "nginx",
            ["-e", "stderr", "-c", root.at("/etc/nginx/nginx.conf"), "-g", `${user}daemon off;`],
            { stdio: ["ignore", "ignore", "pipe"] },
        );
        const server = new WebServer(root, port, nginx, applications);
        server.activate("blue");
        nginx.stderr.on("data", (text: Buffer) => (server.said += text.toString()));
        await server.untilItAnswers();
        return server;
    }

    /** Sends a request. Rejects if the server closes the connection without an answer. */
    ask(path: string, question: Question = {}): Promise<Answer> {
        const { method = "GET", host = "hrms.example.com", headers = {}, body } = question;
        return new Promise<Answer>((resolve, reject) => {
            const asked = request(
                {
                    port: this.port,
                    path,
                    method,
                    headers: { ...headers, host, ...(body && { "content-length": body.length }) },
                    rejectUnauthorized: false,
                    agent: false,
                },
                (response) => {
                    const chunks: Buffer[] = [];
                    response.on("data", (chunk: Buffer) => chunks.push(chunk));
                    response.on("end", () => {
                        const { statusCode = 0, headers: answered } = response;
                        resolve({
                            status: statusCode,
                            headers: answered,
                            body: Buffer.concat(chunks).toString("latin1"),
                        });
                    });
                },
            );
            asked.on("error", reject);
            asked.end(body);
        });
    }

    /** Lines of the access log. */
    log(): Record<string, unknown>[] {
        const lines = readFileSync(this.root.at("/access.log"), "utf8").trim().split("\n");
        return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    }

    /** From now on Nginx finds nobody behind the socket. */
    stopApplication(): void {
        this.applications.forEach((application) => application.close());
    }

    /** Changes the link that Nginx connects to, in one step, as bin/release does. */
    activate(colour: Colour): void {
        const link = this.root.at("/run/hrms-release/application.sock");
        symlinkSync(this.root.at(`/run/hrms-web-${colour}.sock`), `${link}.new`);
        renameSync(`${link}.new`, link);
    }

    async stop(): Promise<void> {
        this.nginx.kill("SIGQUIT");
        await once(this.nginx, "exit");
        this.stopApplication();
        this.root.remove();
    }

    private async untilItAnswers(): Promise<void> {
        for (let attempt = 0; attempt < 100; attempt += 1) {
            if (this.nginx.exitCode !== null) {
                throw new Error(`nginx ended with ${this.nginx.exitCode}: ${this.said}`);
            }
            const answer = await this.ask("/").catch(() => undefined);
            if (answer) {
                return;
            }
            await new Promise((resolve) => setTimeout(resolve, 100));
        }
        throw new Error(`nginx did not answer within 10 s: ${this.said}`);
    }
}

/** Stands in for Gunicorn of a colour, whose name is in each answer. */
async function listen(root: HostRoot, colour: Colour): Promise<Server> {
    const application = createHttpServer((incoming, outgoing) => {
        incoming.resume();
        incoming.on("end", () => {
            const answer = JSON.parse(String(incoming.headers["x-answer-with"] ?? "{}")) as object;
            Object.entries(answer).forEach(([name, value]) => outgoing.setHeader(name, String(value)));
            outgoing.end(JSON.stringify({ path: incoming.url, colour, ...incoming.headers }));
        });
    });
    const socket = root.at(`/run/hrms-web-${colour}.sock`);
    application.listen(socket);
    await once(application, "listening");
    chmodSync(socket, 0o777);
    return application;
}

function makeCertificate(root: HostRoot): void {
    root.write("/etc/nginx/tls/empty", "");
    const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
    const files = ["-keyout", root.at("/etc/nginx/tls/host.key"), "-out", root.at("/etc/nginx/tls/host.crt")];
    const { status, stderr } = spawnSync(
        "openssl",
        ["req", "-x509", ...curve, "-subj", "/CN=host", ...files],
        {
            encoding: "utf8",
        },
    );
    if (status !== 0) {
        throw new Error(`openssl: ${stderr}`);
    }
}

async function freePort(): Promise<number> {
    const server = createServer().listen(0);
    await once(server, "listening");
    const address = server.address();
    server.close();
    await once(server, "close");
    return typeof address === "object" && address ? address.port : 0;
}
