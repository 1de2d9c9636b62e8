/**
 * The CloudWatch agent's configuration, held against what the agent's own schema admits of the parts that we use:
 * https://github.com/aws/amazon-cloudwatch-agent/blob/main/translator/config/schema.json, and for journald
 * https://github.com/aws/amazon-cloudwatch-agent/pull/2121. The agent refuses to start with anything else in it. The
 * schema itself can't be had from a registry: the Go proxy does not serve that module.
 */
import { z } from "zod";
import { hostBundle } from "../../../host/bundle";
import { exampleSettings } from "../../../config/example";

const name = z.string().min(1).max(512);
const seconds = z.int().min(1).max(172_800);
const dimensions = z.record(z.string(), z.string().min(1).max(1024));
const measured = z.object({
    measurement: z.array(z.string().min(1).max(255)),
    append_dimensions: dimensions.optional(),
});
const collected = { log_group_name: name, log_stream_name: name };
const SCHEMA = z.object({
    // Here the agent takes other keys too, and so do single metrics.
    agent: z.strictObject({ metrics_collection_interval: seconds, run_as_user: z.literal("root") }),
    metrics: z.strictObject({
        namespace: z.string().min(1).max(255),
        aggregation_dimensions: z.array(z.array(z.string().min(1).max(1024)).max(30)).min(1),
        metrics_collected: z.strictObject({
            mem: measured.strict(),
            disk: measured
                .extend({ resources: z.array(z.string().min(1)), drop_device: z.boolean() })
                .strict(),
        }),
    }),
    logs: z.strictObject({
        logs_collected: z.strictObject({
            journald: z.strictObject({
                collect_list: z
                    .array(z.strictObject({ ...collected, units: z.array(z.string().min(1)).min(1) }))
                    .min(1),
            }),
            files: z.strictObject({
                collect_list: z
                    .array(z.strictObject({ ...collected, file_path: z.string().max(4096) }))
                    .min(1),
            }),
        }),
    }),
});

const CONFIGURATION = "opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.json";
const settings = exampleSettings();
const configuration = (role: "web" | "worker"): unknown =>
    JSON.parse(hostBundle(settings, role).files[CONFIGURATION] ?? "");

test.each(["web", "worker"] as const)("the agent of %s hosts takes its configuration", (role) => {
    expect(SCHEMA.safeParse(configuration(role)).error?.issues ?? []).toEqual([]);
});

test("what the agent would refuse is refused here", () => {
    const text = JSON.stringify(configuration("web")).replace(
        '"units":["nginx.service"]',
        '"unit":"nginx.service"',
    );
    const issues = SCHEMA.safeParse(JSON.parse(text)).error?.issues ?? [];
    expect(issues.map(({ path }) => path.slice(0, 5).join("."))).toContain(
        "logs.logs_collected.journald.collect_list.1",
    );
});

test("each log goes to a group of the stack, and no unit's to two", () => {
    const { journald, files } = SCHEMA.parse(configuration("web")).logs.logs_collected;
    const groups = [...journald.collect_list, ...files.collect_list].map(
        ({ log_group_name: group }) => group,
    );
    expect([...new Set(groups)].sort()).toEqual(
        ["application", "nginx", "system"].map((kind) => `/hrms/prod/${kind}`),
    );
    const units = journald.collect_list.flatMap((one) => one.units);
    expect(units).toEqual([...new Set(units)]);
});
