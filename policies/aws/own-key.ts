import { isSet, surely } from "../verdict";

/**
 * Whether a program sets a key of its own, known or unknown. AWS's own keys do not count, because nobody can control
 * the access to them. https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#aws-managed-key
 */
export function hasOwnKey<Props extends object>(props: Props, property: keyof Props & string): boolean {
    const isOfAws = () => /(^|:)alias\/aws\//.test(String(props[property]));
    return isSet(props, property) && !surely(isOfAws);
}
