import type { CaseTable } from "../case";
import { UNKNOWN } from "../harness";
import { instanceScene, template } from "../sound-hosts";

const DEBIAN = "/aws/service/debian/release/13/latest/arm64";
const lookedUp = (ImageParameter: unknown) => ({ tags: { Name: "web", ImageParameter } });
const AMI = "ami-0123456789abcdef0";

export const cases: CaseTable = {
    "instance-image-from-approved-source": {
        is: ["mandatory", "high", "defer"],
        compliant: {
            "a publisher's parameter": [template({ imageId: `resolve:ssm:${DEBIAN}` })],
            ...Object.fromEntries(
                [
                    "/aws/service/canonical/ubuntu/server/24.04/stable/current/arm64/hvm/ebs-gp3/ami-id",
                    "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64",
                    "/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id",
                    "/aws/service/eks/optimized-ami/1.34/amazon-linux-2023/arm64/standard/recommended/image_id",
                    "/aws/service/bottlerocket/aws-ecs-2/arm64/latest/image_id",
                ].map((parameter) => [
                    `the parameter ${parameter}`,
                    [template({ imageId: `resolve:ssm:${parameter}` })],
                ]),
            ),
            "one version of a publisher's parameter": instanceScene({ ami: `resolve:ssm:${DEBIAN}:57` }),
            "an id that the program read from a publisher's parameter": [
                template({ imageId: AMI, ...lookedUp(DEBIAN) }),
            ],
            "an instance with an id from a publisher's parameter": instanceScene({
                ami: AMI,
                ...lookedUp(DEBIAN),
            }),
        },
        violating: {
            "a parameter of the account": [template({ imageId: "resolve:ssm:/hrms/image" })],
            "a parameter with a similar name": [
                template({ imageId: "resolve:ssm:/aws/service/debian/releases/13" }),
            ],
            "an id that the program read from a parameter of the account": [
                template({ imageId: AMI, ...lookedUp("/hrms/image") }),
            ],
            "a parameter of the account despite a publisher's tag": [
                template({ imageId: "resolve:ssm:/hrms/image", ...lookedUp(DEBIAN) }),
            ],
            "an id with an empty tag": instanceScene({ ami: AMI, ...lookedUp("") }),
        },
        omitted: {
            "imageId, which EKS chooses": ["pass", template({ imageId: undefined })],
            ami: ["fail", ...instanceScene({ ami: undefined })],
            "ami, which a launch template names": [
                "pass",
                ...instanceScene({ ami: undefined, launchTemplate: { id: UNKNOWN } }),
            ],
        },
        advised: {
            "an id of unknown origin": instanceScene({ ami: AMI }),
            "an id of unknown origin in a launch template": [template({ imageId: AMI })],
        },
        unknown: {
            "the id of an image that the stack makes": ["undetermined", template({ imageId: UNKNOWN })],
            "the tag's value": ["undetermined", ...instanceScene({ ami: AMI, ...lookedUp(UNKNOWN) })],
        },
    },
};
