/**
 * A host without a way out (hrms:nat none): its network has the endpoints that the setting needs, the database and the cache.
 * Everything else is dropped and recorded.
 */
import { endpointsNeeded } from "../../../config/endpoint-services";
import { HRMS } from "../../../lab/projects";
import { until } from "../../../system/until";
import { untilServed, visit } from "../../../lab/client";
import { shareHost } from "./shared";
import { machineSuite } from "./suite";

/** What hosts try outside, and why that does no harm. */
const EXPECTED_ADDRESSES: Readonly<Record<string, string>> = {
    "169.254.169.123 udp 123": "Amazon's clock: every EC2 host reaches it, and the lab has none",
};
const CLOUD_INIT = "cloud-init sees whether the resolver makes up answers, as the lab's does";
const EXPECTED_NAMES: Readonly<Record<string, string>> = {
    "99.100.51.198.in-addr.arpa": CLOUD_INIT,
    __cloud_init_expected_not_found__: CLOUD_INIT,
    "does-not-exist.example.com": CLOUD_INIT,
    "example.invalid": CLOUD_INIT,
    "ip-10-20-100-10": "its own name",
};
/** What cloud-init misses in the lab's metadata service. */
const LAB_WARNING = "Metadata 'network' key not valid: None.";

/** https://docs.cloud-init.io/en/latest/howto/status.html */
interface Status {
    readonly status: string;
    readonly errors: readonly string[];
    readonly recoverable_errors: Readonly<Record<string, readonly string[]>>;
}

machineSuite("a host without a way out", () => {
    const shared = shareHost(
        {
            project: HRMS,
            reportsErrors: false,
            settings: {
                nat: "none",
                amiId: "ami-0123456789abcdef0",
                interfaceEndpoints: endpointsNeeded(false),
            },
        },
        "closed",
    );
    const sh = (line: string): Promise<string> => shared.host.machine.sh(line);

    test("comes into service: bundle, agents, secrets, release, lifecycle", async () => {
        const { host, lab } = shared;
        expect(lab.cloud.completed).toEqual([{ hook: "set-up", instance: host.instance }]);
        const status = JSON.parse(await sh("cloud-init status --format json || true")) as Status;
        expect([status.status, status.errors]).toEqual(["done", []]);
        const warnings = Object.values(status.recoverable_errors).flat();
        expect(warnings.filter((warning) => warning !== LAB_WARNING)).toEqual([]);
        expect(await sh("systemctl --failed --no-legend")).toBe("");
        await shared.prepare();
        await untilServed(lab, "/login/");
    });

    test("reaches every endpoint that its stack has", async () => {
        const { interfaceEndpoints, region } = shared.lab.settings;
        for (const service of interfaceEndpoints) {
            const status = `curl --silent --output /dev/null --max-time 5 --write-out '%{http_code}'`;
            expect([service, await sh(`${status} https://${service}.${region}.amazonaws.com/`)]).toEqual([
                service,
                expect.stringMatching(/^[2-5]\d\d$/),
            ]);
        }
    });

    test("sends mail, metrics and logs", async () => {
        const code =
            "from django.core.mail import send_mail; send_mail('Hello', 'A test', None, ['asha@example.com'])";
        expect(await shared.host.manage(["shell", "--no-imports", "--command", code])).toMatchObject({
            code: 0,
        });
        expect(shared.lab.cloud.sentMails.at(-1)?.destinations).toContain("asha@example.com");
        await until(
            "a metric has arrived",
            async () =>
                (await sh("aws cloudwatch list-metrics --region eu-central-1 --namespace HRMS")).includes(
                    "QueueLength",
                ),
            90,
        );
        expect(visit(shared.lab, "/login/")).toBe(200);
        await until(
            "the agent has the log",
            async () => (await sh("cat /var/log/cloudwatch-sent/hrms_prod_nginx")).includes("/login/"),
            30,
        );
    });

    test("says in the patch window that updates come with the image", async () => {
        expect(await sh("/opt/hrms/bin/patch")).toMatch(/Updates come with a newer hrms:amiId/);
        expect(await sh("systemctl start apt-daily.service apt-daily-upgrade.service && echo done")).toBe(
            "done",
        );
    });

    // Last, so that it sees what the tests before it did.
    test("tried nothing else", () => {
        const { closed } = shared.lab;
        expect(closed?.refused.filter((address) => !(address in EXPECTED_ADDRESSES))).toEqual([]);
        expect(closed?.asked.filter((name) => !(name in EXPECTED_NAMES))).toEqual([]);
    });
});
