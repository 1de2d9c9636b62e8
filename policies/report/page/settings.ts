/** The settings on the page that differ from the policies' defaults. */
import type { PolicyReport } from "../model";
import { html, type Markup } from "./markup";

export function settingsSection({ settings }: PolicyReport): Markup {
    const none = html`<p class="nothing">This stack changes no settings.</p>`;
    return html`<section id="settings">
        <h2>What this stack changed</h2>
        ${settings.length === 0 ? none : table(settings)}
    </section>`;
}

function table(settings: PolicyReport["settings"]): Markup {
    return html`<table class="settings">
        <thead>
            <tr>
                <th>Policy</th>
                <th>Setting</th>
                <th>Default</th>
                <th>Value</th>
            </tr>
        </thead>
        <tbody>
            ${settings.map(
                ({ policy, setting, default: byDefault, value }) =>
                    html`<tr>
                        <td>
                            <a href="#${policy}"><code>${policy}</code></a>
                        </td>
                        <td>${setting}</td>
                        <td data-label="Default"><code>${byDefault}</code></td>
                        <td data-label="Value"><code>${value}</code></td>
                    </tr>`,
            )}
        </tbody>
    </table>`;
}
