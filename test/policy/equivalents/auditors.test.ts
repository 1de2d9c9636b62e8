/**
 * What Security Hub and Checkov say of the rendered stacks. Whatever fails is in the table of exceptions with its reason, and
 * whatever is in the table fails.
 */
import {
    controlChoices,
    EXCEPTIONS,
    type ExceptionSettings,
    type Standard,
} from "../../../components/detection/exceptions";
import { exampleSettings } from "../../../config/example";
import { provision, type ProvisionedStack } from "../../../evidence/plan";
import { failedChecks } from "./checkov";
import { claims } from "./claims";
import { ABSENT, CONTROLS, finderIn, PASSES, PEOPLES } from "./standards";
import { terraformOf } from "./terraform";

/** In the region that has every control. */
const SETTINGS: Readonly<Record<string, ExceptionSettings>> = {
    prod: { ...exampleSettings(), region: "us-east-1" },
    starter: { ...exampleSettings({ profile: "starter", backupRegion: undefined }), region: "us-east-1" },
};
const NAMES = Object.keys(SETTINGS);
const settingsOf = (name: string): ExceptionSettings => SETTINGS[name] ?? exampleSettings();

const stacks: Record<string, ProvisionedStack> = {};
let failed: ReadonlySet<string>;
beforeAll(async () => {
    for (const name of NAMES) stacks[name] = await provision(name);
    failed = await failedChecks(
        Object.fromEntries(Object.entries(stacks).map(([name, stack]) => [name, terraformOf(stack)])),
    );
});
afterAll(() => {
    for (const stack of Object.values(stacks)) stack.remove();
});
const resourcesOf = (name: string) => stacks[name]?.resources ?? [];

const sorted = (ids: Iterable<string>): string[] => [...new Set(ids)].sort();

const judgedByPolicy = new Set(
    claims.flatMap(({ id }) => (id.startsWith("fsbp:") ? [id.slice("fsbp:".length)] : [])),
);

describe.each(NAMES)("%s", (name) => {
    test("Checkov rejects what is in the table, and nothing else", () => {
        const found = [...failed].flatMap((failure) => {
            const [check = "", stack] = failure.split(" in ");
            return stack === name ? [check] : [];
        });
        const excepted = EXCEPTIONS.filter(({ when = () => true }) => when(settingsOf(name)));
        expect(sorted(found)).toEqual(sorted(excepted.flatMap(({ checkov = [] }) => checkov)));
    });

    test.each(Object.keys(CONTROLS) as Standard[])(
        "every control of %s passes or has a reason",
        (standard) => {
            const find = finderIn(resourcesOf(name));
            const off = new Set(
                controlChoices(settingsOf(name))
                    .filter((choice) => choice.standard === standard && choice.off)
                    .map(({ control }) => control),
            );
            const isAbsent = (control: string): boolean =>
                control in ABSENT &&
                !resourcesOf(name).some(({ type }) => type.startsWith(`aws:${ABSENT[control] ?? ""}`));
            const isRight = (control: string): boolean =>
                PEOPLES.includes(control) ||
                isAbsent(control) ||
                (PASSES[control]?.(find) ?? judgedByPolicy.has(control));
            const wrong = CONTROLS[standard].filter((control) => !off.has(control) && !isRight(control));
            expect(wrong).toEqual([]);
            const needless = [...off].filter((control) => PASSES[control]?.(find));
            expect(needless).toEqual([]);
            expect([...off].filter((control) => !CONTROLS[standard].includes(control))).toEqual([]);
        },
    );

    test("the stack switches off the controls of the table in Security Hub, with their reasons", () => {
        const inTable = controlChoices({ ...settingsOf(name), region: "eu-central-1" }).map(
            ({ control, off, reason }) => [control, off ? "DISABLED" : "ENABLED", off ? reason : undefined],
        );
        const made = finderIn(resourcesOf(name))("securityhub/standardsControlAssociation").map(
            ({ securityControlId, associationStatus, updatedReason }) => [
                securityControlId,
                associationStatus,
                updatedReason,
            ],
        );
        expect(made).toHaveLength(inTable.length);
        expect(made).toEqual(expect.arrayContaining(inTable));
    });
});

test("no row of the table is there twice", () => {
    const ids = EXCEPTIONS.flatMap(({ controls = {}, checkov = [] }) => [
        ...Object.entries(controls).flatMap(([standard, list]) => list.map((id) => `${standard} ${id}`)),
        ...checkov,
    ]);
    expect(ids).toEqual([...new Set(ids)]);
});
