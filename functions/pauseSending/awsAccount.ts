import { type CloudWatchClient, DescribeAlarmsCommand, type MetricAlarm } from "@aws-sdk/client-cloudwatch";
import {
  GetConfigurationSetCommand,
  PutConfigurationSetSendingOptionsCommand,
  type SESv2Client,
} from "@aws-sdk/client-sesv2";
import {
  GetParameterCommand,
  ParameterNotFound,
  PutParameterCommand,
  type SSMClient,
} from "@aws-sdk/client-ssm";
import type { AlarmSeen } from "../../mail/pause/decide";
import type { PauseAccount } from "./account";
import { highestRate } from "./alarmData";

export interface PauseClients {
  readonly ses: SESv2Client;
  readonly ssm: SSMClient;
  readonly cloudwatch: CloudWatchClient;
}

/** Records in SSM, switches in SES, alarms in CloudWatch. */
export class AwsPauseAccount implements PauseAccount {
  /** @param prefix path of the records in SSM, without a slash behind it */
  constructor(
    private readonly clients: PauseClients,
    private readonly prefix: string,
  ) {}

  async readRecord(stream: string): Promise<string | undefined> {
    try {
      const { Parameter } = await this.clients.ssm.send(
        new GetParameterCommand({ Name: this.parameter(stream) }),
      );
      return Parameter?.Value;
    } catch (error) {
      if (error instanceof ParameterNotFound) return undefined;
      throw error;
    }
  }

  async writeRecord(stream: string, text: string): Promise<void> {
    await this.clients.ssm.send(
      new PutParameterCommand({
        Name: this.parameter(stream),
        Description: `Why the stream ${stream} is off`,
        Value: text,
        Type: "String",
        Overwrite: true,
      }),
    );
  }

  async sendingEnabled(configurationSet: string): Promise<boolean> {
    const { SendingOptions } = await this.clients.ses.send(
      new GetConfigurationSetCommand({ ConfigurationSetName: configurationSet }),
    );
    // A set that does not say is on: that is AWS's default.
    return SendingOptions?.SendingEnabled !== false;
  }

  async switchOff(configurationSet: string): Promise<void> {
    await this.clients.ses.send(
      new PutConfigurationSetSendingOptionsCommand({
        ConfigurationSetName: configurationSet,
        SendingEnabled: false,
      }),
    );
  }

  async alarms(names: readonly string[]): Promise<AlarmSeen[]> {
    const { MetricAlarms = [] } = await this.clients.cloudwatch.send(
      new DescribeAlarmsCommand({ AlarmNames: [...names], AlarmTypes: ["MetricAlarm"] }),
    );
    return names.map((name) => {
      const found = MetricAlarms.find(({ AlarmName }) => AlarmName === name);
      if (found === undefined) throw new Error(`There is no alarm ${name}`);
      return seen(name, found);
    });
  }

  private parameter(stream: string): string {
    return `${this.prefix}/${stream}`;
  }
}

function seen(name: string, alarm: MetricAlarm): AlarmSeen {
  const { StateValue: state, StateTransitionedTimestamp: changed, StateReasonData } = alarm;
  if (state === undefined || changed === undefined)
    throw new Error(`CloudWatch does not say the state of the alarm ${name}, or since when`);
  return { name, state, since: changed.toISOString(), value: highestRate(StateReasonData) };
}
