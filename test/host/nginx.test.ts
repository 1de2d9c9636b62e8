/** Nginx, run with a host's own configuration: what people, the load balancer and strangers get from it. */
import { testSettings } from "../unit/components/harness";
import { suiteWith } from "../support/tools";
import { WebServer } from "./web-server";

// The test's own connections come from here, as the load balancer's do from the VPC.
const settings = { ...testSettings({ uploadLimitMib: 1 }), vpcCidr: "127.0.0.0/8" };
const NEEDED = { nginx: "nginx-light", openssl: "openssl" };
const byAddress = { host: "10.20.0.5" };

suiteWith(NEEDED, "before the first release", () => {
    let server: WebServer;
    beforeAll(async () => {
        server = await WebServer.start(settings, "no-release");
    });
    afterAll(() => server.stop());

    test("the load balancer finds the host healthy, and people are told when to come back", async () => {
        expect(await server.ask("/health/live", byAddress)).toMatchObject({ status: 200 });
        const answer = await server.ask("/");
        expect(answer.status).toBe(503);
        expect(answer.headers["retry-after"]).toBe("60");
        expect(answer.body).toBe("No release of the application has been deployed yet.\n");
    });

    test("nothing is ready yet", async () => {
        expect((await server.ask("/health/ready", byAddress)).status).toBe(503);
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

    test("a health check by address reaches Django under the site's name and over HTTPS", async () => {
        expect(await seen("/health/live", byAddress)).toMatchObject({
            path: "/health/live",
            host: "hrms.example.com",
            "x-forwarded-proto": "https",
        });
    });

    test("a health check that comes from outside by address is refused", async () => {
        const headers = { "x-forwarded-for": "198.51.100.7" };
        expect((await server.ask("/health/live", { ...byAddress, headers })).status).toBe(403);
    });

    test.each(["/health/ready", "/health/release"])("%s is asked for by address alone", async (path) => {
        expect(await seen(path, byAddress)).toMatchObject({
            path,
            host: "hrms.example.com",
            "x-health-check": "1",
        });
        // Under the site's own name it is a page of the application, which has none.
        expect(await seen(path)).not.toHaveProperty("x-health-check");
        const headers = { "x-forwarded-for": "198.51.100.7" };
        expect((await server.ask(path, { ...byAddress, headers })).status).toBe(403);
        expect((await server.ask(`${path}/more`, byAddress).catch(() => undefined))?.status).toBe(undefined);
    });

    test("nobody can say of himself that he is a health check", async () => {
        expect(await seen("/", { headers: { "x-health-check": "1" } })).not.toHaveProperty("x-health-check");
        expect(await seen("/health/ready", { headers: { "x-health-check": "1" } })).not.toHaveProperty(
            "x-health-check",
        );
        expect(await seen("/health/live")).toHaveProperty("x-health-check", "1");
    });

    test.each(["evil.example", "10.20.0.5", "hrms.example.com.evil.example"])(
        "who asks for %s gets no answer at all",
        async (host) => {
            await expect(server.ask("/", { host })).rejects.toThrow(/socket hang up|ECONNRESET/);
        },
    );

    test("Django is told the client that the load balancer saw, whatever the client claims", async () => {
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

    test("what the load balancer cannot add, Nginx does, once", async () => {
        const { headers } = await server.ask("/");
        expect(headers).toMatchObject({
            "referrer-policy": "same-origin",
            "cross-origin-opener-policy": "same-origin",
            "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        });
        expect(headers.server).toBe("nginx");
    });

    test("headers that the application sets as well reach people once, with its own word where it may have one", async () => {
        const answer = {
            "strict-transport-security": "max-age=1",
            "x-content-type-options": "nosniff",
            "x-frame-options": "DENY",
            "referrer-policy": "no-referrer",
            "cross-origin-opener-policy": "same-origin",
        };
        const { headers } = await server.ask("/", { headers: { "x-answer-with": JSON.stringify(answer) } });
        // Node joins what comes twice.
        expect(headers["referrer-policy"]).toBe("no-referrer");
        expect(headers["cross-origin-opener-policy"]).toBe("same-origin");
        expect(headers).not.toHaveProperty("x-frame-options");
        expect(headers).not.toHaveProperty("x-content-type-options");
        expect(headers).not.toHaveProperty("strict-transport-security");
    });

    test("uploads end at the limit of the setting", async () => {
        const upload = (bytes: number) =>
            server.ask("/documents/", { method: "POST", body: Buffer.alloc(bytes, "x") });
        expect((await upload(1024 * 1024)).status).toBe(200);
        expect((await upload(1024 * 1024 + 1)).status).toBe(413);
    });

    test("one address tries a few passwords and then waits, while others and other pages go on", async () => {
        const from = (client: string) => ({ method: "POST", headers: { "x-forwarded-for": client } });
        const tries = async (path: string, client: string) => {
            const answers = [];
            for (let count = 0; count < 15; count += 1) {
                answers.push((await server.ask(path, from(client))).status);
            }
            return answers;
        };
        const guessing = await tries("/login/", "198.51.100.20");
        expect(guessing.slice(0, 11)).toEqual(Array(11).fill(200));
        expect(guessing.slice(12)).toContain(429);
        expect(await tries("/leave/", "198.51.100.20")).not.toContain(429);
        expect((await server.ask("/login/", from("198.51.100.21"))).status).toBe(200);
        expect(
            (await server.ask("/login/", { headers: { "x-forwarded-for": "198.51.100.20" } })).status,
        ).toBe(200);
    });

    test("who has to wait is told so, and for how long", async () => {
        const post = { method: "POST", headers: { "x-forwarded-for": "198.51.100.30" } };
        let answer = await server.ask("/login/", post);
        while (answer.status === 200) {
            answer = await server.ask("/login/", post);
        }
        expect(answer.status).toBe(429);
        expect(answer.headers).toMatchObject({ "retry-after": "60", "content-type": "text/html" });
        expect(answer.body).toContain("Too many attempts");
    });

    test("a file whose name tells its content is kept for ever, others for an hour, and none that is not there", async () => {
        const cached = async (path: string) => (await server.ask(path)).headers["cache-control"];
        expect(await cached("/static/app.0123456789ab.css")).toBe("public, max-age=31536000, immutable");
        expect(await cached("/static/app.css")).toBe("public, max-age=3600");
        expect(await cached("/static/none.0123456789ab.css")).toBeUndefined();
        expect(await cached("/")).toBeUndefined();
    });

    test.each(["/.env", "/.git/config", "/static/.htpasswd", "/static/"])("%s is not there", async (path) => {
        const answer = await server.ask(path);
        expect([400, 403, 404]).toContain(answer.status);
        expect(answer.body).not.toContain("canary");
    });

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

    test("every answer carries the id that the log has", async () => {
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
});
