namespace ChatAi.WebUI.Operations;

internal static class OperatorUsage
{
    public const string Text =
        """
        chatai                        serves the portal
        chatai backup FILE [--force]  copies accounts, chats and keys into one file, also while the portal runs;
                                      --force replaces a file that is there
        chatai restore FILE           puts such a file in the place of what is there, which is kept beside it;
                                      the portal must be stopped
        chatai import DIR             takes over users.json and chats.json of an older Python portal from a directory;
                                      the portal must be stopped; a second run adds only what is new
        chatai health                 asks the portal that runs here with the same settings; for the health check of a container
        chatai version                shows the version
        chatai help                   shows this

        All work on the data directory that DATA_DIR or appsettings.json names, ./data otherwise.
        Exit codes: 0 success, 1 refused or unhealthy (with the reason), 2 wrong usage, 3 imported with parts left out (they are listed).
        """;
}
