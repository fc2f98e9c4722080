using ChatAi.Application.Shell;
using ChatAi.WebUI.Http;
using MediatR;

namespace ChatAi.WebUI.Shell;

/// <summary>Loads what the layout shows once per request.</summary>
public sealed class ShellLoader(IMediator mediator)
{
    private ShellView? _shell;

    public async Task<ShellView> LoadAsync(PathString path, CancellationToken cancellationToken)
    {
        if (_shell is not null) return _shell;
        var shell = await mediator.Send(new GetShellQuery(Urls.ChatOf(path)), cancellationToken);
        return _shell = shell.IsSuccess ? shell.Value : new ShellView([], false, 0, OpenDownloads.None, 0, 0);
    }
}
