// The description of this server, and requests to it. A token that is typed in is gone with the
// page; nothing is sent to a validator of others.
window.SwaggerUIBundle({
    url: '/v3/api-docs',
    dom_id: '#docs',
    deepLinking: true,
    defaultModelsExpandDepth: 0,
    displayRequestDuration: true,
    persistAuthorization: false,
    supportedSubmitMethods: ['get'],
    validatorUrl: null,
});
