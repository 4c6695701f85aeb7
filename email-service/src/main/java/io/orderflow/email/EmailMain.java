/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email;

import io.orderflow.common.Launcher;
import io.orderflow.common.Service;
import io.orderflow.common.config.Settings;

/** Starts the e-mail service. */
public final class EmailMain {

    /** The service's name: application id, consumer group, dead-letter topic. */
    public static final String NAME = "email-service";

    private EmailMain() {}

    public static void main(String[] args) {
        Launcher.launch(NAME, EmailConfig.SETTINGS, EmailMain::service, args);
    }

    /** The service, not yet started. */
    public static Service service(Settings settings) {
        return new EmailService(EmailConfig.from(settings), settings);
    }
}
