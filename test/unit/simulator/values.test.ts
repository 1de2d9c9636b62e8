import { changesBetween } from "../../../simulator/diff";
import { ResourceType, UNKNOWN } from "../../../simulator/resource-type";
import { sealOutputs } from "../../../simulator/secrets";
import { open, redact, seal, secret, secretTexts } from "../../../simulator/wire";

const type: ResourceType = {
    token: "aws:ec2/instance:Instance",
    replaceOn: ["ami", "rootBlockDevice.encrypted", "networkInterfaces"],
    create: () => ({ id: "", outputs: {} }),
};

describe("changes", () => {
    test.each([
        ["an added property", {}, { ami: "a" }, [{ path: "ami", kind: "add", replace: true }]],
        [
            "a dropped property",
            { tags: { a: "1" } },
            { tags: {} },
            [{ path: "tags.a", kind: "delete", replace: false }],
        ],
        [
            "a path that replaces",
            { rootBlockDevice: { encrypted: true, size: 8 } },
            { rootBlockDevice: { encrypted: false, size: 8 } },
            [{ path: "rootBlockDevice.encrypted", kind: "update", replace: true }],
        ],
        [
            "a path that does not replace",
            { rootBlockDevice: { size: 8 } },
            { rootBlockDevice: { size: 9 } },
            [{ path: "rootBlockDevice.size", kind: "update", replace: false }],
        ],
        [
            "an element of a list",
            { networkInterfaces: [{ id: "a" }] },
            { networkInterfaces: [{ id: "a" }, { id: "b" }] },
            [{ path: "networkInterfaces[1]", kind: "add", replace: true }],
        ],
        [
            "a value that is not known yet",
            { ami: "a" },
            { ami: UNKNOWN },
            [{ path: "ami", kind: "update", replace: true }],
        ],
        [
            "another region",
            { region: "eu-west-1" },
            { region: "eu-west-2" },
            [{ path: "region", kind: "update", replace: true }],
        ],
        ["no change", { tags: { a: ["1"] } }, { tags: { a: ["1"] } }, []],
    ])("%s", (_, olds, news, changes) => {
        expect(changesBetween(olds, news, type)).toEqual(changes);
    });
});

describe("secrets", () => {
    const inputs = {
        password: secret("correct horse"),
        tags: { note: secret('say "battery"'), plain: "staple" },
    };

    test("are visible to checks and redacted on disk", () => {
        expect(open(inputs)).toEqual({
            password: "correct horse",
            tags: { note: 'say "battery"', plain: "staple" },
        });
        expect(redact(inputs)).toEqual({ password: "[secret]", tags: { note: "[secret]", plain: "staple" } });
        expect(secretTexts(inputs)).toEqual(["correct horse", 'say "battery"']);
    });

    test("make every output that contains them secret, even inside another text", () => {
        const sdk = {
            inputs: new Set<string>(),
            outputs: [],
            secretOutputs: ["generated"],
            optionalName: false,
        };
        const outputs = {
            password: "x",
            url: "db://correct horse@host",
            json: { a: ['say "battery"'] },
            generated: "y",
            id: "z",
        };
        expect(redact(sealOutputs(outputs, inputs, sdk))).toEqual({
            password: "[secret]",
            url: "[secret]",
            json: "[secret]",
            generated: "[secret]",
            id: "z",
        });
    });

    test("only the hash of an asset is stored", () => {
        const asset = {
            "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17",
            hash: "abc",
            text: "code",
        };
        expect(redact({ code: asset })).toEqual({ code: { sha256: "abc" } });
    });
});

test("an unknown value survives a round trip", () => {
    expect(open(seal({ id: UNKNOWN }))).toEqual({ id: UNKNOWN });
});
