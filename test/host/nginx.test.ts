/** Nginx with a host's own configuration: its answers to users, the load balancer and strangers. */
import { rmSync } from "node:fs";
import { LIVENESS_PATH } from "../../host/bundle";
import { suiteWith } from "../support/suites";
import { WebServer, type Answer } from "./web-server";
import { exampleSettings } from "../../config/example";

// The test connects from loopback, as the load balancer connects from the VPC.
const settings = { ...exampleSettings({ uploadLimitMib: 1 }), vpcCidr: "127.0.0.0/8" };
const NEEDED = { nginx: "nginx-light", openssl: "openssl" };
const byAddress = { host: "10.20.0.5" };

suiteWith(NEEDED, "before the first release", () => {
    let server: WebServer;
    beforeAll(async () => {
        server = await WebServer.start(settings, "no-release");
    });
    afterAll(() => server.stop());

    test("the load balancer finds the host healthy, and users get a Retry-After header", async () => {
        expect(await server.ask("/health/live", byAddress)).toMatchObject({ status: 200 });
        const answer = await server.ask("/");
        expect(answer.status).toBe(503);
        expect(answer.headers["retry-after"]).toBe("60");
        expect(answer.body).toBe("No release of the application has been deployed yet.\n");
    });

    test("the readiness check fails", async () => {
        expect((await server.ask("/health/ready", byAddress)).status).toBe(503);
    });
});

suiteWith(NEEDED, "with another health path", () => {
    let server: WebServer;
    beforeAll(async () => {
        server = await WebServer.start({ ...settings, healthPath: "/up" }, "release");
    });
    afterAll(() => server.stop());

    test("the load balancer finds the host healthy under a path that no setting changes, people under theirs", async () => {
        expect(await server.ask(LIVENESS_PATH, byAddress)).toMatchObject({ status: 200 });
        expect(await server.ask("/up")).toMatchObject({ status: 200, body: '{"live":"ok"}' });
        expect((await server.ask("/up", byAddress)).status).toBe(421);
        // Under the site's name, the path is the application's.
        expect((await server.ask(LIVENESS_PATH)).body).toContain(LIVENESS_PATH);
    });
});

suiteWith(NEEDED, "with a release", () => {
    let server: WebServer;
    beforeAll(async () => {
        server = await WebServer.start(settings, "release");
    });
    afterAll(() => server.stop());

    const seen = async (...question: Parameters<WebServer["ask"]>) =>
        JSON.parse((await server.ask(...question)).body) as Record<string, string>;

    test("Nginx answers a health check by itself, and fails it when the host asks to be replaced or has no release to serve", async () => {
        const live = () => server.ask("/health/live", byAddress);
        expect(await live()).toMatchObject({ status: 200, body: '{"live":"ok"}' });
        expect(await server.ask("/health/live")).toMatchObject({ status: 200, body: '{"live":"ok"}' });
        for (const reason of ["/run/hrms-watch/replace", "/run/hrms-release/refused"]) {
            server.root.write(reason, "");
            expect((await live()).status).toBe(503);
            rmSync(server.root.at(reason));
            expect((await live()).status).toBe(200);
        }
    });

    test.each(["/health/ready", "/health/release"])("%s is asked for by address alone", async (path) => {
        expect(await seen(path, byAddress)).toMatchObject({
            path,
            host: "hrms.example.com",
            "x-forwarded-proto": "https",
            "x-health-check": "1",
        });
        // Under the site's name the path belongs to the application, which has no such page.
        expect(await seen(path)).not.toHaveProperty("x-health-check");
        const headers = { "x-forwarded-for": "198.51.100.7" };
        expect((await server.ask(path, { ...byAddress, headers })).status).toBe(403);
        expect((await server.ask(`${path}/more`, byAddress)).status).toBe(421);
    });

    test("a client cannot claim to be a health check", async () => {
        expect(await seen("/", { headers: { "x-health-check": "1" } })).not.toHaveProperty("x-health-check");
        expect(await seen("/health/ready", { headers: { "x-health-check": "1" } })).not.toHaveProperty(
            "x-health-check",
        );
    });

    test.each(["evil.example", "10.20.0.5", "hrms.example.com.evil.example"])(
        "a request for %s is misdirected, and no failure of the host",
        async (host) => {
            expect((await server.ask("/", { host })).status).toBe(421);
        },
    );

    test("Django gets the client address that the load balancer saw, whatever the client claims", async () => {
        const headers = {
            "x-forwarded-for": "203.0.113.66, 198.51.100.7",
            "x-real-ip": "203.0.113.66",
            "x-forwarded-proto": "http",
            "x-forwarded-host": "evil.example",
        };
        const got = await seen("/", { headers });
        expect(got).toMatchObject({
            host: "hrms.example.com",
            "x-forwarded-for": "198.51.100.7",
            "x-real-ip": "198.51.100.7",
            "x-forwarded-proto": "https",
        });
        expect(got).not.toHaveProperty("x-forwarded-host");
    });

    test("Nginx adds each header that the load balancer cannot add, once", async () => {
        const { headers } = await server.ask("/");
        expect(headers).toMatchObject({
            "referrer-policy": "same-origin",
            "cross-origin-opener-policy": "same-origin",
            "permissions-policy": "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()",
        });
        expect(headers.server).toBe("nginx");
    });

    test("a header that the application also sets is sent once, with the application's value if it is allowed to choose", async () => {
        const answer = {
            "strict-transport-security": "max-age=1",
            "x-content-type-options": "nosniff",
            "x-frame-options": "DENY",
            "referrer-policy": "no-referrer",
            "cross-origin-opener-policy": "same-origin",
            "permissions-policy": "microphone=(self)",
        };
        const { headers } = await server.ask("/", { headers: { "x-answer-with": JSON.stringify(answer) } });
        // Node joins repeated headers.
        expect(headers["referrer-policy"]).toBe("no-referrer");
        expect(headers["permissions-policy"]).toBe("microphone=(self)");
        expect(headers["cross-origin-opener-policy"]).toBe("same-origin");
        expect(headers).not.toHaveProperty("x-frame-options");
        expect(headers).not.toHaveProperty("x-content-type-options");
        expect(headers).not.toHaveProperty("strict-transport-security");
    });

    test("uploads are limited by the setting", async () => {
        const upload = (bytes: number) =>
            server.ask("/documents/", { method: "POST", body: Buffer.alloc(bytes, "x") });
        expect((await upload(1024 * 1024)).status).toBe(200);
        expect((await upload(1024 * 1024 + 1)).status).toBe(413);
    });

    test("60 people behind one address can log in at once, a flood has to wait, and other addresses and pages are not affected", async () => {
        const from = (client: string) => ({ method: "POST", headers: { "x-forwarded-for": client } });
        const tries = async (path: string, client: string) => {
            const answers = [];
            for (let count = 0; count < 90; count += 1) {
                answers.push((await server.ask(path, from(client))).status);
            }
            return answers;
        };
        const flood = await tries("/login/", "198.51.100.20");
        expect(flood.slice(0, 61)).toEqual(Array(61).fill(200));
        expect(flood.slice(62)).toContain(429);
        expect(await tries("/leave/", "198.51.100.20")).not.toContain(429);
        expect((await server.ask("/login/", from("198.51.100.21"))).status).toBe(200);
        expect(
            (await server.ask("/login/", { headers: { "x-forwarded-for": "198.51.100.20" } })).status,
        ).toBe(200);
    });

    test("a client that has to wait learns for how long", async () => {
        const post = { method: "POST", headers: { "x-forwarded-for": "198.51.100.30" } };
        let answer = await server.ask("/login/", post);
        while (answer.status === 200) {
            answer = await server.ask("/login/", post);
        }
        expect(answer.status).toBe(429);
        expect(answer.headers).toMatchObject({ "retry-after": "60", "content-type": "text/html" });
        expect(answer.body).toContain("Too many attempts");
    });

    test("a file with a content hash in its name is cached forever, other files for an hour, missing files never", async () => {
        const cached = async (path: string) => (await server.ask(path)).headers["cache-control"];
        expect(await cached("/static/app.0123456789ab.css")).toBe("public, max-age=31536000, immutable");
        expect(await cached("/static/app.css")).toBe("public, max-age=3600");
        expect(await cached("/static/none.0123456789ab.css")).toBeUndefined();
        expect(await cached("/")).toBeUndefined();
    });

    test("a file that only the previous release has is found, and cached like the others", async () => {
        const { status, headers, body } = await server.ask("/static/former.css");
        expect([status, headers["cache-control"], body]).toEqual([
            200,
            "public, max-age=3600",
            "body { color: white }",
        ]);
    });

    test("a changed link decides about the next request, without a reload, and no request fails", async () => {
        const colourOf = ({ status, body }: Answer): string =>
            status === 200 ? (JSON.parse(body) as { colour: string }).colour : `failed: ${status}`;
        const ask = async (): Promise<string> => colourOf(await server.ask("/"));
        const answered: string[] = [];
        for (let turn = 0; turn < 20; turn += 1) {
            const asked = Array.from({ length: 20 }, ask);
            const colour = turn % 2 === 0 ? "green" : "blue";
            server.activate(colour);
            expect(await ask()).toBe(colour);
            answered.push(...(await Promise.all(asked)));
        }
        expect(answered).toHaveLength(400);
        expect(new Set(answered)).toEqual(new Set(["blue", "green"]));
    });

    test.each(["/.env", "/.git/config", "/static/.htpasswd", "/static/.htpasswd.old", "/static/"])(
        "%s is not there",
        async (path) => {
            const answer = await server.ask(path);
            expect([400, 403, 404]).toContain(answer.status);
            expect(answer.body).not.toContain("canary");
        },
    );

    test("health checks and static files are not logged, but a static file that is missing is", async () => {
        const headers = { "x-forwarded-for": "198.51.100.97" };
        const paths = ["/", "/static/app.css", "/static/missing.css", "/health/live"];
        for (const path of paths) {
            await server.ask(path, { headers });
        }
        const logged = server.log().filter(({ client }) => client === "198.51.100.97");
        expect(logged.map(({ path, status }) => [path, status])).toEqual([
            ["/", 200],
            ["/static/missing.css", 404],
        ]);
    });

    test("every answer contains the request id of the log", async () => {
        const { headers } = await server.ask("/", { headers: { "x-forwarded-for": "198.51.100.98" } });
        const [line] = server.log().filter(({ client }) => client === "198.51.100.98");
        expect(headers["x-request-id"]).toMatch(/^[0-9a-f]{32}$/);
        expect(line?.request_id).toBe(headers["x-request-id"]);
    });

    test("static files are compressed, pages are not", async () => {
        const headers = { "accept-encoding": "gzip" };
        const file = await server.ask("/static/app.css", { headers });
        expect(file.headers).toMatchObject({ "content-encoding": "gzip", "content-type": "text/css" });
        expect((await server.ask("/", { headers })).headers).not.toHaveProperty("content-encoding");
    });

    test("a request is one line of JSON with client, status and time, and no query", async () => {
        await server.ask("/employees/?token=canary", { headers: { "x-forwarded-for": "198.51.100.99" } });
        const [line] = server.log().filter(({ client }) => client === "198.51.100.99");
        expect(line).toMatchObject({
            method: "GET",
            path: "/employees/",
            status: 200,
            host: "hrms.example.com",
        });
        expect(typeof line?.seconds).toBe("number");
        expect(JSON.stringify(server.log())).not.toContain("canary");
    });

    test("when Gunicorn takes no more requests, people get 503 with a Retry-After header", async () => {
        server.stopApplication();
        const answer = await server.ask("/");
        expect(answer).toMatchObject({ status: 503, headers: { "retry-after": "60" } });
        expect(answer.body).toContain("Too many requests at once");
        expect((await server.ask("/health/live", byAddress)).status).toBe(200);
    });
});
