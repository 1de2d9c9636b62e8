/**
 * A good and a bad example for each policy, from the scenes of its cases: the smallest scene that fails, and the most
 * similar scene that passes. The page shows the first resource, and the resources that only one of the two scenes has.
 */
import { allPolicies } from "../../../policies/all-policies";
import { firstWords } from "../../../policies/message";
import { stringify } from "yaml";
import type { Scene, Scenes } from "../case";
import { caseTable } from "../case-table";
import { judge, type Resource, UNKNOWN } from "../harness";

interface Example {
    /** Title of the case. */
    readonly title: string;
    /** Resources of the scene. */
    readonly yaml: string;
}

export interface Examples {
    readonly good: Example;
    readonly bad: Example & { readonly fault: string };
}

/** The page only counts more resources than these. */
const MOST_RESOURCES = 4;
/** Longer texts, such as scripts in Base64, are cut off. */
const LONGEST_TEXT = 160;

/** The examples by the name of the policy. */
export async function examplesOfPolicies(): Promise<ReadonlyMap<string, Examples>> {
    const examples = new Map<string, Examples>();
    // One after the other, because policies remember what a program sets for each URN.
    for (const [policy, { compliant, violating }] of Object.entries(caseTable())) {
        const [badTitle, bad] = first(violating, (scene) => scene.length);
        const [goodTitle, good] = first(compliant, (scene) => onlyIn(scene, bad).length);
        examples.set(policy, {
            good: { title: goodTitle, yaml: yamlOf(good, bad) },
            bad: { title: badTitle, yaml: yamlOf(bad, good), fault: await faultOf(policy, bad) },
        });
    }
    return examples;
}

/** The first scene of the smallest size. */
function first(scenes: Scenes, sizeOf: (scene: Scene) => number): readonly [string, Scene] {
    const [found] = Object.entries(scenes).sort(([, one], [, other]) => sizeOf(one) - sizeOf(other));
    if (found === undefined) throw new Error("A policy has no cases of one kind.");
    return found;
}

function onlyIn(scene: Scene, other: Scene): Resource[] {
    const known = new Set(other.map((resource) => JSON.stringify(written(resource))));
    return scene.filter((resource) => !known.has(JSON.stringify(written(resource))));
}

async function faultOf(name: string, scene: Scene): Promise<string> {
    const violations = await judge(allPolicies, scene);
    const message = violations.find(({ policy }) => policy === name)?.message ?? "";
    return firstWords(message, allPolicies.find((policy) => policy.name === name)?.displayName ?? "");
}

function yamlOf(scene: Scene, other: Scene): string {
    const [subject] = scene;
    const shown = [...new Set([subject, ...onlyIn(scene, other)])].slice(0, MOST_RESOURCES);
    const more = scene.length - shown.length;
    const text = stringify(shown.map(written), { lineWidth: 100 }).trimEnd();
    return more > 0 ? `${text}\n# … and ${more} more` : text;
}

function written({ type, name, props, provider, protect, ignoreChanges, references = {} }: Resource): object {
    const targets = Object.entries(references).map(([property, others]) => [
        property,
        others.map((other) => other.name).join(", "),
    ]);
    return {
        type,
        name,
        ...(Object.keys(props).length > 0 && { properties: plain(props) }),
        ...(targets.length > 0 && { references: Object.fromEntries(targets) as unknown }),
        ...(provider && { provider: plain(provider) }),
        ...(protect && { protect }),
        ...(ignoreChanges && { ignoreChanges }),
    };
}

/** Properties without the engine's marks. */
function plain(value: unknown): unknown {
    if (value === UNKNOWN) return "known after the update";
    if (typeof value === "string") return plainText(value);
    if (Array.isArray(value)) return value.map(plain);
    if (typeof value !== "object" || value === null) return value;
    if (SIGNATURE in value) return { secret: "value" in value ? plain(value.value) : "" };
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plain(member)]));
}

/** The content of a text in JSON, such as a policy document, or else the text. */
function plainText(text: string): unknown {
    try {
        if (/^\s*[{[]/.test(text)) return JSON.parse(text);
    } catch {
        // It is not JSON.
    }
    return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
}

/** Mark of a secret; https://github.com/pulumi/pulumi/blob/v3.220.0/sdk/go/common/resource/sig/sig.go */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
