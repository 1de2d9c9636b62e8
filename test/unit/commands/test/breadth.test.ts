/** No suite falls between the two parts of the tests. */
import { spawnSync } from "node:child_process";
import { PARTS } from "../../../../commands/test";
import { BREADTH } from "../../../../commands/test/breadth";
import { CHECKOUT } from "../../../../system/checkout";

function suites(...args: readonly string[]): string[] {
    const jest = [require.resolve("jest/bin/jest"), "--listTests", ...args];
    const { stdout } = spawnSync(process.execPath, jest, { cwd: CHECKOUT, encoding: "utf8" });
    return stdout
        .trim()
        .split("\n")
        .map((file) => file.slice(CHECKOUT.length + 1))
        .sort();
}

test("npm test and npm run test:breadth together run every suite once", () => {
    const breadth = suites(...PARTS.breadth);
    expect(breadth).toEqual(BREADTH.map(({ suite }) => `${suite}.test.ts`).sort());
    expect([...suites(...PARTS.main), ...breadth].sort()).toEqual(suites());
});
