/** Compares the checks that the policies claim to cover with the tools' own lists. */
import { claims } from "./claims";
import { controls, sources } from "./controls.json";

test("the policies name equivalents in every tool whose list is here", () => {
    const families = new Set(claims.map(({ id }) => id.split(":")[0]));
    expect([...families].sort()).toEqual(["cdk-nag", "checkov", "cis-aws-7.0", "fsbp", "trivy"]);
    expect(Object.keys(sources).sort()).toEqual(["cdk-nag", "checkov", "prowler", "trivy"]);
});

test.each(claims)("$id, which $policy claims to cover, exists", ({ id }) => {
    expect(Object.keys(controls)).toContain(id);
});

test("no policy claims a check twice", () => {
    const seen = claims.map(({ id, policy }) => `${policy} ${id}`);
    expect(seen).toEqual([...new Set(seen)]);
});
