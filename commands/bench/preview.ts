/**
 * What a preview of the production stack costs over the same number of bare resources in the same engine, without and
 * with the policy pack, and how both grow with the number of resources.
 */
import * as fs from "node:fs";
import * as path from "node:path";
import { findEngine } from "../../engine";
import { temporaryFolder } from "../../system/interruption";
import { openSimulatedStack, type SimulatedStack } from "../../simulator/stack";
import { POLICIES } from "../../engine/steps";
import { compared, interleaved, type Measurement } from "./measurement";

const ROUNDS = 5;

/** How many stacks' worth of resources the growth is measured with. */
const SIZES = [1, 2, 4, 8];

/**
 * The largest ratios that the project promises. `plain` is our preview over one of bare resources. `judging` is our pack over
 * a pack of one policy that does nothing, because starting a pack and a call for each resource are the SDK's own cost.
 */
const BOUNDS = { plain: 1.3, judging: 1.3 };

const EMPTY_PACK = ["--policy-pack", path.join(__dirname, "programs/empty-pack")];

export async function* benchPreview(): AsyncGenerator<Measurement> {
    const engine = (await findEngine()).folder;
    const folder = temporaryFolder("bench");
    const stack = await openSimulatedStack({ folder, stack: "prod", engine });
    try {
        const resources = await countResources(stack);
        const copies = (count: number): Program => ({
            file: "copies.js",
            // One account holds some of these once; what is measured is the preview, not what AWS would refuse.
            env: { BENCH_COPIES: String(count), HRMS_SIM_REFUSE_AT: "create" },
        });
        const bare = (count: number): Program => ({
            file: "bare.ts",
            env: { BENCH_RESOURCES: String(resources * count) },
        });

        const rounds = await interleaved(ROUNDS, {
            bare: () => seconds(stack, bare(1)),
            ours: () => seconds(stack, copies(1)),
            emptyPack: () => seconds(stack, copies(1), EMPTY_PACK),
            policies: () => seconds(stack, copies(1), POLICIES),
        });
        yield line("preview", resources, rounds.ours, rounds.bare, BOUNDS.plain);
        yield line("preview with policies", resources, rounds.policies, rounds.bare);
        yield line("preview with policies over without", resources, rounds.policies, rounds.ours);
        yield line("preview with an empty pack over without", resources, rounds.emptyPack, rounds.ours);
        const judging = "preview with policies over an empty pack";
        yield line(judging, resources, rounds.policies, rounds.emptyPack, BOUNDS.judging);

        for (const size of SIZES) {
            const grown = await interleaved(1, {
                ours: () => seconds(stack, copies(size)),
                bare: () => seconds(stack, bare(size)),
            });
            yield line(`preview of ${size} stacks' worth`, resources * size, grown.ours, grown.bare);
        }
    } finally {
        stack.remove();
    }
}

const line = (
    bench: string,
    resources: number,
    figures: readonly number[],
    against: readonly number[],
    atMost?: number,
): Measurement => ({ bench, resources, unit: "s", ...compared(figures, against), atMost });

interface Program {
    /** In commands/bench/programs. */
    readonly file: string;
    readonly env: Readonly<Record<string, string>>;
}

async function countResources(stack: SimulatedStack): Promise<number> {
    const { code, stdout, stderr, events } = await stack.pulumi(["preview"]);
    const { create } = events.find(({ summaryEvent }) => summaryEvent)?.summaryEvent?.resourceChanges ?? {};
    if (code !== 0 || create === undefined) {
        throw new Error(`The preview failed: ${stdout}${stderr}`);
    }
    return create;
}

/** Wall time of one preview of the program. Throws where the preview fails, or plans nothing. */
async function seconds(
    stack: SimulatedStack,
    { file, env }: Program,
    args: readonly string[] = [],
): Promise<number> {
    const link = path.join(stack.project, "index.ts");
    fs.rmSync(link, { force: true });
    fs.symlinkSync(path.join(__dirname, "programs", file), link);
    const start = performance.now();
    const { code, stdout, stderr } = await stack.pulumi(["preview", ...args], { env });
    if (code !== 0) {
        throw new Error(`The preview of ${file} failed: ${stdout}${stderr}`);
    }
    return (performance.now() - start) / 1000;
}
