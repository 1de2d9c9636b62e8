import { ResourceType } from "../resource-type";

/** A switch of the region, not a thing of its own. */
const encryptionByDefault: ResourceType = {
    token: "aws:ebs/encryptionByDefault:EncryptionByDefault",
    replaceOn: [],
    defaults: { enabled: true },
    create: ({ hex }) => ({ id: `terraform-${hex(26)}`, outputs: {} }),
};

export const types = [encryptionByDefault];
