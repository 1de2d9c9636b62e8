import { statusOf } from "../../../../release/stack/status";
import { HostFailure, HostLost, type Fleet, type Host } from "../../../../release/fleet/fleet";

const [A, B] = ["a".repeat(64), "b".repeat(64)];
const WEB: Host = { id: "web1", role: "web", state: "serving" };
const WORKER: Host = { id: "w1", role: "worker", state: "serving" };

const fine = {
    current: B,
    previous: A,
    installed: [A, B],
    colour: "green",
    serving: true,
    background: {},
    memory: "both",
};

function fleet(answers: readonly (readonly [Host, object | Error])[]): Fleet {
    return {
        hosts: () => Promise.resolve(answers.map(([host]) => host)),
        run: (host) => {
            const answer = answers.find(([{ id }]) => id === host.id)?.[1];
            return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
        },
    };
}
const POINTER = { release: B, previous: A };

test("nothing is wrong where hosts, parameter and setting agree; a host that boots is not asked", async () => {
    const worker = { ...fine, colour: null, serving: false, background: { "hrms-worker": B } };
    const starting = { ...WEB, id: "web2", state: "starting" } as const;
    const status = await statusOf(
        B,
        POINTER,
        fleet([
            [WEB, fine],
            [WORKER, worker],
            [starting, new Error()],
        ]),
    );
    expect(status.faults).toEqual([]);
    expect(status.hosts.map(({ id, release }) => [id, release])).toEqual([
        ["web1", B],
        ["w1", B],
        ["web2", null],
    ]);
});

test.each([
    ["the setting", A, WEB, fine, "hrms:release in the stack's file is another release than the stack's"],
    ["a host", B, WEB, { ...fine, current: A }, "web1 runs another release than the stack's"],
    ["a web host that does not serve", B, WEB, { ...fine, serving: false }, "web1 does not serve"],
    [
        "a unit that was not restarted",
        B,
        WORKER,
        { ...fine, background: { "hrms-worker": A } },
        "hrms-worker on w1 runs another release than the host",
    ],
    [
        "a unit that has ended",
        B,
        WORKER,
        { ...fine, background: { "hrms-worker": null } },
        "hrms-worker on w1 does not run",
    ],
    [
        "a host that refuses",
        B,
        WEB,
        new HostFailure(WEB, "no disk", "add one"),
        "web1: no disk\nFix: add one",
    ],
    [
        "a host that is lost",
        B,
        WEB,
        new HostLost(WEB, "Undeliverable"),
        "web1 does not answer: Undeliverable",
    ],
])("%s that differs is named", async (_, setting, host, answer, fault) => {
    const { faults } = await statusOf(setting, POINTER, fleet([[host, answer]]));
    expect(faults).toEqual([fault]);
});

test("an answer of another version says so", async () => {
    await expect(statusOf(B, POINTER, fleet([[WEB, { running: B }]]))).rejects.toThrow(
        /web1: `release status` answered what this version does not understand[^]*run `pulumi up`/,
    );
});
