import { isSet, surely } from "../verdict";

/**
 * Whether a key of one's own is given, known or not: not one of those that AWS keeps for every account, to which nobody
 * can grant or refuse access. https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#aws-managed-key
 */
export function hasOwnKey<Props extends object>(props: Props, property: keyof Props & string): boolean {
    const isOfAws = () => /(^|:)alias\/aws\//.test(String(props[property]));
    return isSet(props, property) && !surely(isOfAws);
}
