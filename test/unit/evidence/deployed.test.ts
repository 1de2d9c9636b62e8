import { deployedResources } from "../../../evidence/deployed";

const secret = (shown: object) => ({
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    ...shown,
});

const withSecrets = (...secrets: object[]) =>
    deployedResources({
        deployment: {
            resources: [
                {
                    urn: "urn:pulumi:prod::hrms::test:index:T::t",
                    type: "test:index:T",
                    custom: true,
                    inputs: { secrets },
                },
            ],
        },
    });

test.each([
    ["encrypted", [secret({ ciphertext: "v1:abc" }), secret({ plaintext: '"known"' })]],
    ["null, as some versions of Pulumi export them with a wrong passphrase", [secret({ plaintext: "null" })]],
])("secrets that are still %s stop the judgement", (_, secrets) => {
    expect(() => withSecrets(...secrets)).toThrow(
        /could not be decrypted\. Set PULUMI_CONFIG_PASSPHRASE .*secrets provider/,
    );
});

test("a null among secrets that are decrypted is one that the program made", () => {
    expect(withSecrets(secret({ plaintext: "null" }), secret({ plaintext: '"known"' }))).toHaveLength(1);
});

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
