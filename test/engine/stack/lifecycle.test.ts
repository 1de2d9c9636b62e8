import * as fs from "node:fs";
import * as path from "node:path";
import type { SimulatedStack } from "../../../simulator/stack";
import { DRAWINGS } from "../../../commands/demo/drawings";
import { draw } from "../../../reports/drawing";
import { cloudResources } from "../../../engine/deployment";
import { nameOf } from "../../../policies/urn";
import { exported } from "../../../engine/stack";
import { CHECKOUT } from "../../../system/checkout";
import { changes, errors, openStack, resourcesOf } from "./open";
import { INVENTORY } from "./inventory";

describe.each(["prod", "starter"] as const)("the %s stack", (name) => {
    let stack: SimulatedStack;

    beforeAll(async () => {
        stack = await openStack(name);
        const up = await stack.pulumi(["up", "--yes", "--skip-preview"]);
        if (up.code !== 0) {
            throw new Error(up.stdout + up.stderr);
        }
    });

    afterAll(() => {
        stack.remove();
    });

    test("has exactly the resource types of the inventory", async () => {
        const resources = cloudResources(await exported(stack.pulumi));
        const types = [...new Set(resources.map(({ type }) => type))].sort();
        console.log(`${name}: ${resources.length} resources of ${types.length} types`);
        const expected = Object.entries(INVENTORY).filter(([, { stacks }]) => stacks.includes(name));
        expect(types).toEqual(expected.map(([type]) => type).sort());
    });

    test("has an up-to-date drawing in docs/; if not, run: npx hrms demo --write-drawings", async () => {
        const file = path.join(CHECKOUT, DRAWINGS[name]);
        expect(draw(await exported(stack.pulumi))).toBe(fs.readFileSync(file, "utf8"));
    });

    test("does not change in a second up", async () => {
        const again = await stack.pulumi(["up", "--yes", "--skip-preview", "--expect-no-changes"]);
        expect(changes(again.events)).toEqual([]);
        expect(again.code).toBe(0);
    });

    test("does not change after a refresh", async () => {
        const refresh = await stack.pulumi(["refresh", "--yes", "--skip-preview", "--expect-no-changes"]);
        expect(changes(refresh.events).filter(({ op }) => op !== "refresh")).toEqual([]);
        expect(refresh.code).toBe(0);
    });

    test("refuses to be destroyed, says how to allow it, and stays complete", async () => {
        const before = (await resourcesOf(stack)).map(({ urn }) => urn).sort();
        const destroy = await stack.pulumi(["destroy", "--yes"]);
        expect(destroy.code).not.toBe(0);
        const said = destroy.stdout + destroy.stderr;
        expect(said).toMatch(/cannot be deleted\s+because it is protected/);
        expect(said).toContain("pulumi state unprotect");
        expect((await resourcesOf(stack)).map(({ urn }) => urn).sort()).toEqual(before);
    });

    test("can be taken down by the documented way", async () => {
        const unprotect = await stack.pulumi(["config", "set", "hrms:deletionProtection", "false"]);
        const up = await stack.pulumi(["up", "--yes", "--skip-preview"]);
        expect({ code: unprotect.code + up.code, errors: errors(up.events) }).toEqual({
            code: 0,
            errors: [],
        });
        const destroy = await stack.pulumi(["destroy", "--yes", "--skip-preview"]);
        expect({ code: destroy.code, errors: errors(destroy.events) }).toEqual({ code: 0, errors: [] });
        expect((await resourcesOf(stack)).map(({ urn }) => nameOf(urn))).toEqual([]);
    });
});
