/** Debian publishes an image every few weeks. Which one hosts start from is the team's decision, not the day's. */
import { nameOf } from "../../../policies/urn";
import { provision } from "../../../evidence/plan";

const NEWEST = "/aws/service/debian/release/13/latest/arm64";
const PUBLISHED = { value: "ami-0d0000000000000b1" };

test("a newer image changes nothing, until debianImageDate asks for it", async () => {
    const stack = await provision("prod");
    stack.account.alter("aws:ssm/parameter:Parameter", NEWEST, { inputs: PUBLISHED });
    expect((await stack.preview({ refresh: true })).steps).toEqual([]);

    const config = { "hrms:debianImageDate": "2026-11-30" };
    const { steps, faults } = await stack.update({ config });
    expect(faults).toEqual([]);
    const done = steps.map(({ op, urn }) => `${op} ${nameOf(urn)}`);
    expect(done).toEqual(
        expect.arrayContaining([
            "create hrms-hosts-image-arm64-2026-11-30",
            "update hrms-hosts-web",
            "update hrms-hosts-worker",
            "delete hrms-hosts-image-arm64-first",
        ]),
    );
    const template = stack.resources.find(
        ({ type, name }) => type === "aws:ec2/launchTemplate:LaunchTemplate" && name === "hrms-hosts-web",
    );
    expect(template?.inputs.imageId).toBe(PUBLISHED.value);
    expect((await stack.preview({ refresh: true })).steps).toEqual([]);
    stack.remove();
});
