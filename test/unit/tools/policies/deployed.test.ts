import { deployedResources } from "../../../../tools/policies/deployed";

test("what was replaced and waits to be deleted is not judged beside what took its place", () => {
    const urn = "urn:pulumi:prod::hrms::aws:ec2/launchTemplate:LaunchTemplate::web";
    const template = { urn, type: "aws:ec2/launchTemplate:LaunchTemplate", custom: true };
    const judged = deployedResources({
        deployment: {
            resources: [
                { ...template, inputs: { name: "new" } },
                { ...template, inputs: { name: "old" }, delete: true },
            ],
        },
    });
    expect(judged.map(({ inputs }) => inputs)).toEqual([{ name: "new" }]);
});
