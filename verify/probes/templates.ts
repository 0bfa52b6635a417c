import {
  CreateEmailTemplateCommand,
  GetEmailTemplateCommand,
  TestRenderEmailTemplateCommand,
} from "@aws-sdk/client-sesv2";
import { configurationSetName } from "../../mail/streams";
import { TEMPLATES, loadTemplates } from "../../mail/templates/load";
import { UNSUBSCRIBE_PREVIEW } from "../../mail/templates/preview";
import { UNSUBSCRIBE_PLACEHOLDER, UNSUBSCRIBE_TAG, sesTemplateName } from "../../mail/templates/template";
import { type Probe, couldNotTell, judged, ONLY_READS } from "../probe";
import { refusalOf, saidOf } from "../refusal";

const NAME = `<b>"O'Neil" & Co</b>`;

/** One template with a value and the unsubscribe link, rendered by SES with and without them. */
export const rendering: Probe = {
  effect: "writes",
  mails: 0,
  minutes: 0,
  makes: ["a template"],
  needs: [],
  run: async ({ clients: { ses }, calm, temporary }) =>
    temporary.make("template", "rendering", async (TemplateName) => {
      const body = `Hello {{name}} ${UNSUBSCRIBE_TAG}`;
      await calm(() =>
        ses.send(
          new CreateEmailTemplateCommand({
            TemplateName,
            TemplateContent: { Subject: "Rendered", Text: body, Html: `<p>${body}</p>` },
          }),
        ),
      );
      const render = async (data: Readonly<Record<string, string>>) => {
        let text = "";
        const refusal = await refusalOf(async () => {
          const command = { TemplateName, TemplateData: JSON.stringify(data) };
          text =
            (await calm(() => ses.send(new TestRenderEmailTemplateCommand(command)))).RenderedTemplate ?? "";
        });
        return { refusal, text };
      };
      const link = { [UNSUBSCRIBE_PLACEHOLDER]: UNSUBSCRIBE_PREVIEW };
      const whole = await render({ name: NAME, ...link });
      const withoutName = await render(link);
      const withoutLink = await render({ name: NAME });
      const filled = whole.text.includes(UNSUBSCRIBE_PREVIEW);
      return {
        "render-unsubscribe-link": judged(
          whole.refusal === undefined && filled,
          `with a value for ${UNSUBSCRIBE_PLACEHOLDER}: ${saidOf(whole.refusal)}${filled ? ", filled in" : ""}; without: ${saidOf(withoutLink.refusal)}`,
        ),
        "render-refuses-missing": judged(
          withoutName.refusal !== undefined,
          `without a value: ${saidOf(withoutName.refusal)}`,
        ),
        "render-escapes-nothing":
          whole.refusal === undefined
            ? judged(
                whole.text.includes(`<p>Hello ${NAME}`),
                "markup in a value of the HTML part, looked for as it was given",
              )
            : couldNotTell(`the rendering was ${saidOf(whole.refusal)}`),
      };
    }),
};

/** A template that the provider made by the API's version 1, asked for by version 2. */
export const templateStore: Probe = {
  ...ONLY_READS,
  needs: ["deployed"],
  run: async ({ clients: { ses }, calm, settings: { stack } }) => {
    const [first] = loadTemplates(TEMPLATES).templates;
    if (first === undefined) return { "template-one-store": couldNotTell("the company has no template") };
    const TemplateName = sesTemplateName(configurationSetName(stack, first.stream), first.name);
    const refusal = await refusalOf(() =>
      calm(() => ses.send(new GetEmailTemplateCommand({ TemplateName }))),
    );
    return {
      "template-one-store": judged(
        refusal === undefined,
        `${first.name}, asked for by GetEmailTemplate: ${saidOf(refusal)}`,
      ),
    };
  },
};
