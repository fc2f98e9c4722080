using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Routing.Patterns;

namespace ChatAi.WebUI.Http;

/// <summary>
/// Reads what an action's path names from the path alone. MVC takes a form's field of the same name first, so that a form could name
/// another chat or link than its address.
/// </summary>
internal sealed class PathParameters : IActionModelConvention
{
    public void Apply(ActionModel action)
    {
        var named = action.Selectors.Select(selector => selector.AttributeRouteModel?.Template).OfType<string>()
            .SelectMany(template => RoutePatternFactory.Parse(template).Parameters)
            .Select(parameter => parameter.Name)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var parameter in action.Parameters.Where(parameter => named.Contains(parameter.ParameterName)))
        {
            parameter.BindingInfo ??= new BindingInfo();
            parameter.BindingInfo.BindingSource ??= BindingSource.Path;
        }
    }
}
