import assert from "node:assert/strict";
import { SendingStream, type SendingStreamArgs } from "../../components/sendingStream";
import { named, synth } from "./synth";

const ARGS: SendingStreamArgs = {
  configurationSet: "prod-notifications",
  sendingEnabled: false,
  topicArn: "arn:aws:sns:us-east-1:123456789012:ses-launch-prod-feedback",
  protect: false,
};

const make = (changes: Partial<SendingStreamArgs> = {}) =>
  new SendingStream("stream-notifications", { ...ARGS, ...changes });

describe("SendingStream", () => {
  it("makes a configuration set with the sending switch, TLS, reputation and suppression written out", async () => {
    const seen = await synth(() => make());
    assert.deepEqual(named(seen, "stream-notifications").inputs, {
      configurationSetName: "prod-notifications",
      sendingOptions: { sendingEnabled: false },
      deliveryOptions: { tlsPolicy: "REQUIRE" },
      reputationOptions: { reputationMetricsEnabled: true },
      suppressionOptions: { suppressedReasons: ["BOUNCE", "COMPLAINT"] },
    });
  });

  it("limits the delivery time only where asked", async () => {
    const seen = await synth(() => make({ maxDeliverySeconds: 300, sendingEnabled: true }));
    const { deliveryOptions, sendingOptions } = named(seen, "stream-notifications").inputs;
    assert.deepEqual(deliveryOptions, { tlsPolicy: "REQUIRE", maxDeliverySeconds: 300 });
    assert.deepEqual(sendingOptions, { sendingEnabled: true });
  });

  it("sends feedback to the topic and counts to CloudWatch, both enabled", async () => {
    const seen = await synth(() => make());
    assert.deepEqual(named(seen, "stream-notifications-feedback").inputs, {
      configurationSetName: "prod-notifications",
      eventDestinationName: "feedback",
      eventDestination: {
        enabled: true,
        matchingEventTypes: [
          "BOUNCE",
          "COMPLAINT",
          "REJECT",
          "RENDERING_FAILURE",
          "DELIVERY_DELAY",
          "SUBSCRIPTION",
        ],
        snsDestination: { topicArn: ARGS.topicArn },
      },
    });
    assert.deepEqual(named(seen, "stream-notifications-counts").inputs, {
      configurationSetName: "prod-notifications",
      eventDestinationName: "counts",
      eventDestination: {
        enabled: true,
        matchingEventTypes: [
          "SEND",
          "DELIVERY",
          "BOUNCE",
          "COMPLAINT",
          "REJECT",
          "RENDERING_FAILURE",
          "DELIVERY_DELAY",
        ],
        cloudWatchDestination: {
          dimensionConfigurations: [
            {
              dimensionName: "ses:configuration-set",
              dimensionValueSource: "MESSAGE_TAG",
              defaultDimensionValue: "prod-notifications",
            },
          ],
        },
      },
    });
  });

  it("is the parent of everything it makes", async () => {
    const { urns } = await synth(() => make());
    const children = urns.filter((urn) => urn.includes("aws:"));
    assert.equal(children.length, 3);
    for (const urn of children) assert.match(urn, /ses-launch:index:SendingStream\$aws:sesv2/);
  });
});
