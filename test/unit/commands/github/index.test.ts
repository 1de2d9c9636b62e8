/** The commands against a server that keeps comments and issues as GitHub does, in pages. */
import * as fs from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import { comment, compare, night } from "../../../../commands/github";
import { renderComment } from "../../../../reports/pull-request/comment";
import { planOf } from "../../../../reports/pull-request/plan";

interface Entry {
    number: number;
    id: number;
    title?: string;
    body: string;
    state: string;
    user: { type: string };
}

const TOKEN = "a token";
const out = fs.mkdtempSync(path.join(os.tmpdir(), "hrms-github-"));
const options = { stack: "prod", out };
let server: Server;
let comments: Entry[] = [];
let issues: Entry[] = [];
let merged: { number: number }[] = [];

const entry = (id: number, body: string, type = "User"): Entry => ({
    ...{ number: id, id, body, state: "open" },
    user: { type },
});

async function answer(incoming: IncomingMessage): Promise<[status: number, body: unknown]> {
    if (incoming.headers.authorization !== `Bearer ${TOKEN}`) return [401, { message: "Bad credentials" }];
    let text = "";
    for await (const chunk of incoming) text += String(chunk);
    const given = (text === "" ? {} : JSON.parse(text)) as Partial<Entry>;
    const { pathname, searchParams } = new URL(incoming.url ?? "/", "http://github");
    const paged = (all: readonly unknown[]) => {
        const [page, size] = ["page", "per_page"].map((name) => Number(searchParams.get(name)));
        return all.slice((Number(page) - 1) * Number(size), Number(page) * Number(size));
    };
    const [, id] = /(\d+)$/.exec(pathname) ?? [];
    const route = `${incoming.method} ${pathname.replace("/repos/acme/hrms/", "").replace(/\d+$/, "N")}`;
    const update = (all: Entry[]) => Object.assign(all.find((one) => one.id === Number(id)) ?? {}, given);
    const add = (all: Entry[]) => all.push({ ...entry(1000 + all.length, "", "Bot"), ...given });
    switch (route) {
        case "GET issues/7/comments":
            return [200, paged(comments)];
        case "POST issues/7/comments":
            return [201, add(comments)];
        case "PATCH issues/comments/N":
            return [200, update(comments)];
        case "GET commits/abc/pulls":
            return [200, paged(merged)];
        case "GET issues":
            return [200, paged(issues.filter(({ state }) => state === searchParams.get("state")))];
        case "POST issues":
            return [201, add(issues)];
        case "PATCH issues/N":
            return [200, update(issues)];
        default:
            return [404, { message: "Not Found" }];
    }
}

beforeAll(async () => {
    server = createServer((incoming, outgoing) => {
        void answer(incoming).then(([status, body]) => outgoing.writeHead(status).end(JSON.stringify(body)));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const event = path.join(out, "event.json");
    fs.writeFileSync(event, JSON.stringify({ pull_request: { number: 7 } }));
    const variables = {
        GITHUB_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        GITHUB_EVENT_PATH: event,
        GITHUB_REPOSITORY: "acme/hrms",
        GITHUB_RUN_ID: "5",
        GITHUB_SHA: "abc",
        GITHUB_STEP_SUMMARY: path.join(out, "summary.md"),
        GITHUB_TOKEN: TOKEN,
    };
    Object.assign(process.env, variables);
});

beforeEach(() => {
    [comments, issues, merged] = [[], [], [{ number: 7 }]];
    jest.spyOn(console, "log").mockImplementation();
    write("create");
});

afterAll(() => {
    server.close();
    fs.rmSync(out, { recursive: true });
});

function write(op: string): void {
    const urn = "urn:pulumi:prod::hrms::aws:s3/bucket:Bucket::files";
    const metadata = { op, urn, type: "aws:s3/bucket:Bucket", provider: "urn::id" };
    const plan = planOf("prod", [{ resourcePreEvent: { metadata } }]);
    fs.writeFileSync(path.join(out, "plan.json"), JSON.stringify(plan));
    fs.writeFileSync(path.join(out, "comment.md"), renderComment({ plan, policies: "" }));
}

const written = () => fs.readFileSync(path.join(out, "comment.md"), "utf8");
const summary = () => fs.readFileSync(path.join(out, "summary.md"), "utf8").trim().split("\n").at(-1);

test("the first run writes the comment, and the next one updates it", async () => {
    expect(await comment(options)).toBe(0);
    write("delete");
    expect(await comment(options)).toBe(0);
    expect(comments.map(({ body }) => body)).toEqual([written()]);
});

test("finds its own comment on the second page, behind one of a person who quotes it, and of another stack", async () => {
    const others = Array.from({ length: 120 }, (_, index) => entry(index + 1, "Looks good."));
    const [quote, starter] = [entry(201, written()), entry(202, "<!-- hrms:starter -->", "Bot")];
    comments = [quote, starter, ...others, entry(500, "<!-- hrms:prod -->\nold", "Bot")].map((one) => ({
        ...one,
    }));
    await comment(options);
    expect(comments).toHaveLength(123);
    expect(comments.at(-1)?.body).toBe(written());
    expect(comments[1]?.body).toBe("<!-- hrms:starter -->");
});

test("compares the plan with the one that the pull request showed", async () => {
    await comment(options);
    await compare(options);
    expect(summary()).toBe("**This is exactly the plan that #7 showed.**");
    write("delete");
    await compare(options);
    expect(summary()).toMatch(/^\*\*The plan has changed since #7 showed it\./);
    comments = [];
    await compare(options);
    expect(summary()).toMatch(/^\*\*#7 has no comment with a plan\./);
    merged = [];
    await compare(options);
    expect(summary()).toMatch(/^\*\*No pull request showed this plan\./);
});

test("a person cannot pretend what the pull request showed", async () => {
    comments = [entry(1, written())];
    await compare(options);
    expect(summary()).toMatch(/has no comment with a plan/);
});

test("bad nights have one issue, which a good night closes", async () => {
    issues = [entry(1, "Something else")];
    await night("prod", "failure");
    await night("prod", "failure");
    expect(issues.map(({ title }) => title)).toEqual([undefined, "The nightly check of prod fails"]);
    await night("prod", "success");
    expect(issues.map(({ state }) => state)).toEqual(["open", "closed"]);
    await night("prod", "success");
    expect(issues).toHaveLength(2);
});

test("says what GitHub answered, and which variables are missing", async () => {
    process.env.GITHUB_TOKEN = "another";
    await expect(comment(options)).rejects.toThrow(
        /^GitHub answers 401 to GET issues\/7\/comments.*Bad credentials/,
    );
    delete process.env.GITHUB_TOKEN;
    await expect(comment(options)).rejects.toThrow("needs GITHUB_TOKEN.");
    process.env.GITHUB_TOKEN = TOKEN;
});
