/** Inspector is shown the releases, with the paths that the account has already. */
import { execFile } from "node:child_process";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { RELEASES, VARIABLES } from "../../../components/detection/inspection/paths";
import { readVariables } from "../../../components/internal/program";

/** https://docs.aws.amazon.com/inspector/v2/APIReference/API_UpdateEc2DeepInspectionConfiguration.html */
const PATTERN = /^(?:\/(?:\.[-\w]+|[-\w]+(?:\.[-\w]+)?))+\/?$/;

interface Update {
    readonly activateDeepInspection: boolean;
    readonly packagePaths: readonly string[];
}

describe("the paths of Inspector's deep inspection", () => {
    let server: Server;
    let paths: readonly string[];
    let answer: { readonly status: number; readonly body: object };
    const updates: Update[] = [];
    const scopes = new Set<string>();

    beforeAll(async () => {
        server = createServer((request, response) => {
            scopes.add(
                /Credential=\w+\/\d+\/([^/]+\/[^/]+)\//.exec(request.headers.authorization ?? "")?.[1] ?? "",
            );
            void text(request).then((body) => {
                if (request.url === "/ec2deepinspectionconfiguration/get") {
                    response.end(
                        JSON.stringify({
                            packagePaths: paths,
                            orgPackagePaths: ["/opt/others"],
                            status: "ACTIVATED",
                        }),
                    );
                } else if (request.url === "/ec2deepinspectionconfiguration/update") {
                    updates.push(JSON.parse(body) as Update);
                    response.writeHead(answer.status).end(JSON.stringify(answer.body));
                } else {
                    response.writeHead(404).end();
                }
            });
        });
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    });
    afterAll(() => server.close());
    beforeEach(() => {
        paths = [];
        answer = { status: 200, body: { status: "PENDING" } };
        updates.length = 0;
    });

    /** As Pulumi runs it. */
    const run = (): Promise<{ code: number; stdout: string; stderr: string }> =>
        new Promise((resolve) => {
            const { port } = server.address() as AddressInfo;
            const env = {
                ...process.env,
                [VARIABLES.region]: "eu-central-1",
                [VARIABLES.path]: RELEASES,
                AWS_ENDPOINT_URL_INSPECTOR2: `http://127.0.0.1:${port}`,
                AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
                AWS_SECRET_ACCESS_KEY: "none",
            };
            const program = ["--import", "tsx", "components/detection/inspection/main.ts"];
            execFile(process.execPath, program, { env }, (error, stdout, stderr) => {
                resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
            });
        });

    test("are where hosts install releases, in letters that Inspector takes", () => {
        const script = readFileSync("host/root/opt/hrms/release/places.py", "utf8");
        expect(script).toContain(`\nRELEASES = Path("${RELEASES}")\n`);
        expect(RELEASES).toMatch(PATTERN);
        expect(RELEASES.length).toBeLessThanOrEqual(256);
    });

    test("get the releases, and keep those of others", async () => {
        paths = ["/opt/payroll"];
        expect(await run()).toEqual({ code: 0, stdout: `Inspector scans ${RELEASES}\n`, stderr: "" });
        expect(updates).toEqual([{ activateDeepInspection: true, packagePaths: ["/opt/payroll", RELEASES] }]);
        expect([...scopes]).toEqual(["eu-central-1/inspector2"]);
    });

    test("stay as they are if the releases are among them", async () => {
        paths = [RELEASES];
        expect(await run()).toMatchObject({ code: 0, stdout: `Inspector scans ${RELEASES} already\n` });
        expect(updates).toEqual([]);
    });

    test("that are five already are named, with what to do", async () => {
        paths = ["/a", "/b", "/c", "/d", "/e"];
        const { code, stderr } = await run();
        expect([code, stderr]).toEqual([1, expect.stringMatching(/takes 5 paths at most.*--package-paths/)]);
        expect(updates).toEqual([]);
    });

    test.each([
        [{ status: 403, body: { message: "Access denied" } }, '(HTTP 403): {"message":"Access denied"}'],
        [{ status: 200, body: { status: "FAILED", errorMessage: "no such path" } }, "no such path"],
    ])("that Inspector refuses fail the update with its words", async (refusal, words) => {
        answer = refusal;
        const { code, stderr } = await run();
        expect([code, stderr]).toEqual([1, expect.stringContaining(words)]);
        expect(stderr).not.toContain("    at ");
    });

    test.each(Object.values(VARIABLES))("need %s", (name) => {
        const whole = { [VARIABLES.region]: "eu-central-1", [VARIABLES.path]: RELEASES };
        expect(() => readVariables(VARIABLES, { ...whole, [name]: "" })).toThrow(`${name} is missing`);
    });
});
