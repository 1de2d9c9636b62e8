import { ResourceType } from "../resource-type";

/** A setting of the region, not a real resource. */
const encryptionByDefault: ResourceType = {
    token: "aws:ebs/encryptionByDefault:EncryptionByDefault",
    replaceOn: [],
    defaults: { enabled: true },
    create: ({ hex }) => ({ id: `terraform-${hex(26)}`, outputs: {} }),
};

export const types = [encryptionByDefault];
